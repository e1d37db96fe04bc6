import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { invalidValue } from './ec2-errors.ts';

/** By a filter's name: what of a thing it looks at. */
export type FilterFields<Item> = Record<string, (item: Item) => (string | undefined)[]>;

interface Tagged {
  Tags?: Tag[] | undefined;
}

/**
 * The things that fit every filter: one of its values, in which `*` and `?` are wildcards. EC2 user guide, "Find your
 * Amazon EC2 resources", which has tag:<key> and tag-key for everything that has tags. Errors: InvalidParameterValue.
 */
export function filtered<Item extends Tagged>(
  items: Item[],
  filters: Filter[] | undefined,
  fields: FilterFields<Item>,
): Item[] {
  const tests = (filters ?? []).map((filter) => testOf(filter, fields));
  return items.filter((item) => tests.every((fits) => fits(item)));
}

function testOf<Item extends Tagged>({ Name = '', Values = [] }: Filter, fields: FilterFields<Item>) {
  const read = tagField(Name) ?? (Object.hasOwn(fields, Name) ? fields[Name] : undefined);
  if (!read) throw invalidValue(`The filter '${Name}' is invalid`);
  const patterns = Values.map(patternOf);
  return (item: Item) => read(item).some((text) => patterns.some((pattern) => pattern.test(text ?? '')));
}

function tagField(name: string): ((item: Tagged) => (string | undefined)[]) | undefined {
  if (name === 'tag-key') return ({ Tags = [] }) => Tags.map(({ Key }) => Key);
  if (!name.startsWith('tag:')) return undefined;
  const wanted = name.slice('tag:'.length);
  return ({ Tags = [] }) => Tags.filter(({ Key }) => Key === wanted).map(({ Value }) => Value);
}

/** A backslash takes a wildcard's meaning away. */
function patternOf(value: string): RegExp {
  const source = value.replace(/\\([*?\\])|([*?])|([.*+^${}()|[\]\\])/g, (_all, escaped, wildcard, special) =>
    wildcard ? (wildcard === '*' ? '.*' : '.') : `\\${escaped ?? special}`,
  );
  return new RegExp(`^${source}$`, 's');
}
