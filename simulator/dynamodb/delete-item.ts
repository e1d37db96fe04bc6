import type { DeleteItemInput, DeleteItemOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { readWriteCondition, requireCondition, requireReturnValues } from './conditional-write.ts';
import { deleteChange, makeChange } from './item-change.ts';
import { tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { storedItem, wireItem } from './value/stored-value.ts';
import { requireReportable, writeReport } from './write-report.ts';

/** What is not there is no error. */
export const deleteItem = operation({
  access(input: DeleteItemInput, context: CallContext) {
    const key = storedItem(input.Key);
    const details = {
      keys: [key],
      attributes: Object.keys(key),
      returnValues: input.ReturnValues ?? 'NONE',
      returnConsumedCapacity: input.ReturnConsumedCapacity,
    };
    return [tableAccess('DeleteItem', tableAddress(input.TableName, context), context, details)];
  },
  run(input: DeleteItemInput, context: CallContext): DeleteItemOutput {
    refuseUnsupported(input);
    requireReportable(input);
    requireReturnValues(input.ReturnValues);
    const condition = readWriteCondition(input);
    const change = deleteChange(context.state, tableAddress(input.TableName, context), storedItem(input.Key));
    requireCondition(condition, change.before, input);
    makeChange(context.state, change);
    const returned = input.ReturnValues === 'ALL_OLD' ? change.before : undefined;
    return { Attributes: returned && wireItem(returned), ...writeReport(input, change) };
  },
});
