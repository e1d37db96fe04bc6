import type { PutItemInput, PutItemOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { readWriteCondition, requireCondition, requireReturnValues } from './conditional-write.ts';
import { makeChange, putChange } from './item-change.ts';
import { tableAddress } from './tables.ts';
import { refuseUnsupported } from './unsupported.ts';
import { storedItem, wireItem } from './value/stored-value.ts';
import { requireReportable, writeReport } from './write-report.ts';

export const putItem = operation({
  access(input: PutItemInput, context: CallContext) {
    const item = storedItem(input.Item);
    const details = {
      keys: [item],
      attributes: Object.keys(item),
      returnValues: input.ReturnValues ?? 'NONE',
      returnConsumedCapacity: input.ReturnConsumedCapacity,
    };
    return [tableAccess('PutItem', tableAddress(input.TableName, context), context, details)];
  },
  run(input: PutItemInput, context: CallContext): PutItemOutput {
    refuseUnsupported(input);
    requireReportable(input);
    requireReturnValues(input.ReturnValues);
    const condition = readWriteCondition(input);
    const change = putChange(context.state, tableAddress(input.TableName, context), storedItem(input.Item));
    requireCondition(condition, change.before, input);
    makeChange(context.state, change);
    const returned = input.ReturnValues === 'ALL_OLD' ? change.before : undefined;
    return { Attributes: returned && wireItem(returned), ...writeReport(input, change) };
  },
});
