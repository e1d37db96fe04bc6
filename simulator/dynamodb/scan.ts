import type { ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { openScope } from './expression/scope.ts';
import { orderedItems, type PageRequest, pageOf } from './item-page.ts';
import { readPageRequest, searchDetails } from './search-request.ts';
import { findTable, getTable, tableAddress } from './tables.ts';

export const scan = operation({
  access(input: ScanInput, context: CallContext) {
    const address = tableAddress(input.TableName, context);
    const details = searchDetails(input, readScan(input), findTable(context.state, address));
    return [tableAccess('Scan', address, context, details)];
  },
  run(input: ScanInput, context: CallContext): ScanOutput {
    const address = tableAddress(input.TableName, context);
    const table = getTable(context.state, address);
    return pageOf(table, orderedItems(context.state, address, table), readScan(input));
  },
});

function readScan(input: ScanInput): PageRequest {
  const scope = openScope(input);
  const page = readPageRequest(input, scope);
  scope.requireAllUsed();
  return page;
}
