import type { AttributeValue, DeleteItemInput, PutItemInput, PutItemOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext, Operation } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { readWriteCondition, requireCondition, requireReturnValues } from './conditional-write.ts';
import { deleteChange, makeChange, putChange } from './item-change.ts';
import { tableAddress } from './tables.ts';
import { storedItem, wireItem } from './value/stored-value.ts';
import { requireReportable, writeDetails, writeReport } from './write-report.ts';

export const putItem = operation(wholeItemWrite('PutItem', (input: PutItemInput) => input.Item, putChange));

/** What is not there is no error. */
export const deleteItem = operation(wholeItemWrite('DeleteItem', (input: DeleteItemInput) => input.Key, deleteChange));

type Input = Omit<PutItemInput, 'Item'>;

/** A write that puts or removes an item as a whole; `itemOf` gives the item, or its key. */
function wholeItemWrite<Write extends Input>(
  name: 'PutItem' | 'DeleteItem',
  itemOf: (input: Write) => Record<string, AttributeValue> | undefined,
  changeOf: typeof putChange,
): Operation<Write, PutItemOutput> {
  return {
    access(input, context: CallContext) {
      const item = storedItem(itemOf(input));
      const details = writeDetails(input, item, Object.keys(item));
      return [tableAccess(name, tableAddress(input.TableName, context), context, details)];
    },
    run(input, context: CallContext) {
      requireReportable(input);
      requireReturnValues(input.ReturnValues);
      const condition = readWriteCondition(input);
      const change = changeOf(context.state, tableAddress(input.TableName, context), storedItem(itemOf(input)));
      requireCondition(condition, change.before, input);
      makeChange(context.state, change);
      const returned = input.ReturnValues === 'ALL_OLD' ? change.before : undefined;
      return { Attributes: returned && wireItem(returned), ...writeReport(input, change) };
    },
  };
}
