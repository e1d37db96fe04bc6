import { done, type Invocation, type Subcommand } from './command-types.ts';
import { flag, isSet } from './flags.ts';
import { isNotFound } from './kubectl-error.ts';
import { isObjectFormat, printObjects } from './print-object.ts';
import { typeName } from './resources.ts';
import { fetchSelected, listQuery, type Selected, selectedPath, selectionOf } from './selection.ts';
import { inOrder } from './sort-by.ts';
import { printTable, TABLE_ACCEPT, type Table } from './tables.ts';
import { watchTables } from './watch.ts';

/** `kubectl get`: tables are the server's; other formats are printed from the objects. */
export const get: Subcommand = async (invocation) => {
  const { client, flags } = invocation;
  const raw = flag(flags, 'raw');
  if (raw !== undefined) return done(await client.text(raw, { accept: '*/*' }));
  const selection = selectionOf(flags.positional);
  const output = flag(flags, 'output');
  if (output !== undefined && isObjectFormat(output)) return getObjects(invocation, selection, output);
  if (isSet(flags, 'watch') || isSet(flags, 'watch-only')) return watchTables(invocation, selection);
  return getTables(invocation, selection);
};

async function getObjects({ client, flags }: Invocation, selection: Selected[], output: string) {
  const found = [];
  for (const selected of selection)
    found.push(...(await orNothing(flags, selected, () => fetchSelected(selected, client, flags), [])));
  const single = selection.length === 1 && selection[0]?.name !== undefined;
  const shown = inOrder(found, flags, (object) => object);
  return done(single && !found.length ? '' : await printObjects(output, shown, single));
}

async function getTables({ client, flags }: Invocation, selection: Selected[]) {
  const kinds = new Set(selection.map(({ resource }) => resource));
  const groups: string[] = [];
  for (const resource of kinds) {
    const table: Table = { kind: 'Table', rows: [] };
    for (const selected of selection.filter((one) => one.resource === resource)) {
      const request = { accept: TABLE_ACCEPT, query: selected.name ? {} : tableQuery(flags) };
      const part = await orNothing(
        flags,
        selected,
        () => client.json<Table>(selectedPath(selected, client, flags), request),
        undefined,
      );
      table.columnDefinitions ??= part?.columnDefinitions;
      table.rows?.push(...(part?.rows ?? []));
    }
    table.rows = inOrder(table.rows ?? [], flags, ({ object }) => object);
    if (table.rows.length)
      groups.push(printTable(table, flags, { headers: true, prefix: kinds.size > 1 ? typeName(resource) : undefined }));
  }
  if (groups.length) return done(groups.join('\n'));
  if (isSet(flags, 'ignore-not-found')) return done('');
  const everywhere = isSet(flags, 'all-namespaces') || ![...kinds].some(({ namespaced }) => namespaced);
  return done('', everywhere ? 'No resources found\n' : `No resources found in ${client.namespace} namespace.\n`);
}

/** To sort by a field, the field has to be there: by default rows come with metadata only. */
function tableQuery(flags: Invocation['flags']) {
  return { ...listQuery(flags), ...(flag(flags, 'sort-by') && { includeObject: 'Object' }) };
}

async function orNothing<Found>(
  flags: Invocation['flags'],
  { optional }: Selected,
  fetch: () => Promise<Found>,
  nothing: Found,
): Promise<Found> {
  try {
    return await fetch();
  } catch (error) {
    if (isNotFound(error) && (optional || isSet(flags, 'ignore-not-found'))) return nothing;
    throw error;
  }
}
