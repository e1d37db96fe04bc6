import type { CommandResult } from '../command.ts';
import { done, type Invocation } from './command-types.ts';
import { isSet } from './flags.ts';
import { lines } from './lines.ts';
import { listQuery, type Selected, selectedPath } from './selection.ts';
import { printTable, TABLE_ACCEPT, type Table } from './tables.ts';

/** `kubectl get -w`: the table, then a row per change, until the server or the signal ends it. */
export async function watchTables(
  { client, flags, context }: Invocation,
  [selected]: Selected[],
): Promise<CommandResult> {
  if (!selected) return done('');
  const path = selectedPath({ resource: selected.resource }, client, flags);
  const fieldSelector = selected.name && `metadata.name=${selected.name}`;
  const query = { ...listQuery(flags), ...(fieldSelector && { fieldSelector }), watch: '1' };
  const { body } = await client.open(path, { accept: TABLE_ACCEPT, query });
  let collected = '';
  let headers = !isSet(flags, 'watch-only');
  for await (const line of lines(body)) {
    const event: { type: string; object: Table } = JSON.parse(line);
    if (event.object.kind !== 'Table') continue;
    const text = printTable(event.object, flags, { headers });
    headers = false;
    if (context.stream) context.stream(text);
    else collected += text;
  }
  return done(collected);
}
