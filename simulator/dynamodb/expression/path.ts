import type { StoredItem, StoredValue } from '../value/stored-value.ts';
import type { Reader } from './reader.ts';

/** Where in an item: attribute and map member names, list positions. */
export type Path = [attribute: string, ...(string | number)[]];

export function parsePath(reader: Reader): Path {
  const path: Path = [parseName(reader)];
  for (;;) {
    if (reader.accept('.')) path.push(parseName(reader));
    else if (reader.accept('[')) path.push(parseIndex(reader));
    else return path;
  }
}

function parseName(reader: Reader): string {
  const { kind } = reader.peek();
  if (kind !== 'word' && kind !== 'name') throw reader.syntaxError();
  return reader.attributeName(reader.next());
}

function parseIndex(reader: Reader): number {
  if (reader.peek().kind !== 'number') throw reader.syntaxError();
  const index = Number(reader.next().text);
  reader.expect(']');
  return index;
}

export function valueAt(item: StoredItem, path: Path): StoredValue | undefined {
  let value: StoredValue | undefined = { M: item };
  for (const step of path) value = value && stepInto(value, step);
  return value;
}

function stepInto({ M: members, L: elements }: StoredValue, step: string | number): StoredValue | undefined {
  if (typeof step === 'number') return elements?.[step];
  return members && Object.hasOwn(members, step) ? members[step] : undefined;
}

/** As DynamoDB's errors show a path: `[address, lines, [0]]`. */
export function showPath(path: Path): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

/** True if one path is the other, or leads to it. */
export function overlap(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((step, index) => step === other[index]);
}

/** True if what the paths have in common would be a list for one, and a map for the other. */
export function conflict(one: Path, other: Path): boolean {
  const at = one.findIndex((step, index) => step !== other[index]);
  return at >= 0 && at < other.length && typeof one[at] !== typeof other[at];
}
