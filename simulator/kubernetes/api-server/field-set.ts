import type { KubeObject } from '../storage.ts';
import { type FieldType, isOpaque, jsonFields } from './api-types.ts';

type Json = Record<string, unknown>;

/**
 * The fields that an object sets: path → value. A path is its elements as in FieldsV1 (`f:spec`, `k:{"name":"app"}`,
 * `v:"x"`, `.` for the item itself) joined by SEPARATOR. structured-merge-diff v4 fieldpath
 */
export type FieldSet = Map<string, unknown>;

const SEPARATOR = '\0';

/** What belongs to the server, or says which object this is: nobody's to manage. */
const UNMANAGED = new Set([
  'apiVersion',
  'kind',
  ...[
    'name',
    'namespace',
    'generateName',
    'uid',
    'selfLink',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'managedFields',
  ].map((field) => `metadata${SEPARATOR}${field}`),
]);

export const elementsOf = (path: string): string[] => path.split(SEPARATOR);

/** A status is managed apart from the rest: whoever writes the one leaves the other alone. */
export type Part = 'main' | 'status';

export function fieldSetOf(typeName: string, object: KubeObject | Json, part: Part = 'main'): FieldSet {
  const set: FieldSet = new Map();
  const { status, ...main } = object as Json;
  walkStruct(typeName, part === 'status' ? { status } : main, [], set);
  return set;
}

function walkStruct(typeName: string, object: Json, path: string[], set: FieldSet): void {
  const fields = jsonFields(typeName) ?? {};
  for (const [name, value] of Object.entries(object)) {
    const field = fields[name];
    const plain = [...path.map((element) => element.slice(2)), name].join(SEPARATOR);
    if (!field || value === undefined || UNMANAGED.has(plain)) continue;
    walkField(field, value, [...path, `f:${name}`], set);
  }
}

function walkField(field: FieldType, value: unknown, path: string[], set: FieldSet): void {
  if (field.shape === 'list' && Array.isArray(value) && (field.listType === 'map' || field.listType === 'set')) {
    for (const item of value) walkItem(field, item, [...path, elementOf(field, item)], set);
  } else if (field.shape === 'map' && field.listType !== 'atomic' && isObject(value)) {
    set.set([...path, '.'].join(SEPARATOR), undefined);
    for (const [key, item] of Object.entries(value)) walkValue(field.type, item, [...path, `f:${key}`], set);
  } else if (field.shape || field.listType === 'atomic') {
    set.set(path.join(SEPARATOR), value);
  } else {
    walkValue(field.type, value, path, set);
  }
}

function walkItem(field: FieldType, item: unknown, path: string[], set: FieldSet): void {
  if (field.listType === 'set' || !isObject(item)) {
    set.set(path.join(SEPARATOR), item);
    return;
  }
  set.set([...path, '.'].join(SEPARATOR), undefined);
  walkStruct(field.type, item, path, set);
}

function walkValue(type: string, value: unknown, path: string[], set: FieldSet): void {
  const struct = isObject(value) && Object.keys(value).length > 0 && !isOpaque(type) && jsonFields(type);
  if (struct) walkStruct(type, value as Json, path, set);
  else set.set(path.join(SEPARATOR), value);
}

/** `k:{"name":"app"}` or `v:"x"`. A port's protocol is part of its key, and TCP where it is not said. */
export function elementOf(field: FieldType, item: unknown): string {
  if (field.listType !== 'map' || !isObject(item)) return `v:${JSON.stringify(item)}`;
  const keys = (field.listKeys ?? []).map((key) => [key, item[key] ?? (key === 'protocol' ? 'TCP' : undefined)]);
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The nested form of metadata.managedFields. */
export function toFieldsV1(set: FieldSet): Json {
  const root: Json = {};
  for (const path of set.keys()) {
    let node = root;
    for (const element of elementsOf(path)) {
      node[element] ??= {};
      node = node[element] as Json;
    }
  }
  return root;
}

/** Paths only: what is managed is in the object. */
export function fromFieldsV1(fields: Json, path: string[] = [], set: FieldSet = new Map()): FieldSet {
  for (const [element, below] of Object.entries(fields)) {
    const here = [...path, element];
    if (Object.keys(below as Json).length === 0) set.set(here.join(SEPARATOR), undefined);
    else fromFieldsV1(below as Json, here, set);
  }
  return set;
}

export const union = (left: FieldSet, right: FieldSet): FieldSet => new Map([...left, ...right]);

/** Whether removing the item or map at `path` (it ends in `.`) would take one of these fields along. */
export function holdsAny(path: string, fields: Iterable<string>): boolean {
  const inside = path.endsWith(`${SEPARATOR}.`) ? path.slice(0, -1) : undefined;
  return inside !== undefined && [...fields].some((field) => field.startsWith(inside));
}

/** Whether the field is part of what its list item is known by: it goes with the item only. */
export function isKeyField(path: string): boolean {
  const [field = '', item = ''] = elementsOf(path).reverse();
  return item.startsWith('k:') && field.slice(2) in JSON.parse(item.slice(2));
}

/** The fields of `left` that `right` does not have with the same value. */
export function changedFields(left: FieldSet, right: FieldSet): FieldSet {
  const same = (path: string, value: unknown) =>
    right.has(path) && JSON.stringify(right.get(path)) === JSON.stringify(value);
  return new Map([...left].filter(([path, value]) => !same(path, value)));
}

/** `.spec.containers[name="app"].image`, as in the messages of conflicts. */
export function displayPath(path: string): string {
  return elementsOf(path)
    .map((element) => {
      if (element.startsWith('f:')) return `.${element.slice(2)}`;
      if (!element.startsWith('k:')) return element === '.' ? '' : `[=${element.slice(2)}]`;
      const keys = Object.entries(JSON.parse(element.slice(2)) as Json);
      return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}
