/** `--output text`: tab-separated scalars, nested values on lines that begin with their name. */
export function textOutput(data: unknown): string {
  const lines: string[] = [];
  write(data, lines);
  return lines.map((line) => `${line}\n`).join('');
}

type Row = Record<string, unknown>;

function write(item: unknown, lines: string[], name?: string, columns?: string[]) {
  if (Array.isArray(item)) writeList(item, lines, name);
  else if (isRow(item)) writeRow(item, lines, name, columns);
  else lines.push(scalar(item));
}

function writeList(list: unknown[], lines: string[], name?: string) {
  if (!list.length) return;
  if (list.some(isRow)) {
    const columns = scalarColumns(list.filter(isRow));
    for (const item of list) write(item, lines, name, columns);
    return;
  }
  const scalars = list.filter((item) => !isNested(item)).map(scalar);
  if (name !== undefined) lines.push(...scalars.map((text) => `${name.toUpperCase()}\t${text}`));
  else if (scalars.length) lines.push(scalars.join('\t'));
  for (const item of list.filter(isNested)) write(item, lines, name);
}

function writeRow(row: Row, lines: string[], name?: string, columns = scalarColumns([row])) {
  const cells = columns.map((column) => (column in row ? scalar(row[column]) : ''));
  if (cells.length) lines.push([...(name === undefined ? [] : [name.toUpperCase()]), ...cells].join('\t'));
  for (const key of Object.keys(row).sort()) if (!columns.includes(key)) write(row[key], lines, key);
}

function scalarColumns(rows: Row[]): string[] {
  const names = rows.flatMap((row) => Object.keys(row).filter((key) => !isNested(row[key])));
  return [...new Set(names)].sort();
}

const isNested = (value: unknown) => typeof value === 'object' && value !== null;
const isRow = (value: unknown): value is Row => isNested(value) && !Array.isArray(value);

/** As Python's str() writes them. */
export function scalar(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
