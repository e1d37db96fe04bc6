import { columns } from './columns.ts';
import { type Flags, flag, isSet } from './flags.ts';

/** The API server's own table of objects. */
export interface Table {
  kind: 'Table';
  columnDefinitions?: { name: string; priority?: number; format?: string }[];
  rows?: { cells: unknown[]; object?: { metadata?: { namespace?: string; labels?: Record<string, string> } } }[];
}

export const TABLE_ACCEPT =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

/** Prints a table. With a prefix (`pod`), names become `pod/x`. */
export function printTable(table: Table, flags: Flags, options: { prefix?: string; headers: boolean }): string {
  const wide = flag(flags, 'output') === 'wide';
  const shown = (table.columnDefinitions ?? [])
    .map((column, index) => ({ ...column, index }))
    .filter(({ priority = 0 }) => wide || !priority);
  const everywhere = isSet(flags, 'all-namespaces');
  const labels = isSet(flags, 'show-labels');
  const header = [
    ...(everywhere ? ['NAMESPACE'] : []),
    ...shown.map(({ name }) => name.toUpperCase()),
    ...(labels ? ['LABELS'] : []),
  ];
  const rows = (table.rows ?? []).map(({ cells, object }) => [
    ...(everywhere ? [object?.metadata?.namespace ?? ''] : []),
    ...shown.map(
      ({ index, format }) => (format === 'name' && options.prefix ? `${options.prefix}/` : '') + cellText(cells[index]),
    ),
    ...(labels ? [labelText(object?.metadata?.labels)] : []),
  ]);
  return columns(options.headers && !isSet(flags, 'no-headers') ? [header, ...rows] : rows);
}

const cellText = (cell: unknown) => (cell === null || cell === undefined ? '<none>' : String(cell));

const labelText = (labels: Record<string, string> = {}) =>
  Object.entries(labels)
    .sort()
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || '<none>';
