import { type FieldType, isOpaque, jsonFields } from './api-types.ts';
import { elementOf, elementsOf } from './field-set.ts';
import { openMap } from './open-map.ts';

type Json = Record<string, unknown>;

/** `live` with what `applied` says laid over it: structs and maps field by field, keyed lists item by item. */
export function mergeApplied(typeName: string, live: unknown, applied: unknown): unknown {
  const fields = jsonFields(typeName);
  if (!fields || isOpaque(typeName) || !isObject(live) || !isObject(applied)) return applied;
  const merged = openMap(live);
  for (const [name, value] of Object.entries(applied)) {
    const field = fields[name];
    merged[name] = field && name in live ? mergeField(field, live[name], value) : value;
  }
  return merged;
}

function mergeField(field: FieldType, live: unknown, applied: unknown): unknown {
  if (field.listType === 'atomic') return applied;
  if (field.shape === 'list') return mergeList(field, live, applied);
  if (field.shape !== 'map' || !isObject(live) || !isObject(applied)) return mergeApplied(field.type, live, applied);
  const entries = Object.entries(applied).map(([key, item]) => [key, mergeApplied(field.type, live[key], item)]);
  return { ...live, ...Object.fromEntries(entries) };
}

function mergeList(field: FieldType, live: unknown, applied: unknown): unknown {
  const keyed = field.listType === 'map' || field.listType === 'set';
  if (!keyed || !Array.isArray(live) || !Array.isArray(applied)) return applied;
  const items = new Map(live.map((item) => [elementOf(field, item), item]));
  for (const item of applied) {
    const key = elementOf(field, item);
    items.set(key, items.has(key) ? mergeApplied(field.type, items.get(key), item) : item);
  }
  return [...items.values()];
}

/** The value without the field at this path of a FieldSet; an item or map (`.`) goes as a whole. */
export function removeField(value: unknown, path: string): unknown {
  return remove(value, elementsOf(path));
}

function remove(value: unknown, [element = '', ...below]: string[]): unknown {
  const last = below.length === 0 || (below.length === 1 && below[0] === '.');
  if (Array.isArray(value)) {
    const matches = (item: unknown) => matchesElement(item, element);
    return last
      ? value.filter((item) => !matches(item))
      : value.map((item) => (matches(item) ? remove(item, below) : item));
  }
  const name = element.slice(2);
  if (!isObject(value) || !(name in value)) return value;
  const { [name]: child, ...rest } = value;
  return last ? rest : { ...rest, [name]: remove(child, below) };
}

function matchesElement(item: unknown, element: string): boolean {
  const wanted: unknown = JSON.parse(element.slice(2));
  if (element.startsWith('v:')) return JSON.stringify(item) === JSON.stringify(wanted);
  return isObject(item) && Object.entries(wanted as Json).every(([key, value]) => item[key] === value);
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
