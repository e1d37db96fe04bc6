import { badRequest } from '../status-error.ts';
import { type FieldType, jsonFields } from './api-types.ts';
import { openMap } from './open-map.ts';

type Json = Record<string, unknown>;

const DIRECTIVE = '$patch';
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';
const RETAIN = '$retainKeys';

/**
 * Kubernetes' strategic merge patch: as a merge patch, but lists whose items have a merge key are merged item by item,
 * with `$patch: delete|replace`, `$setElementOrder`, `$deleteFromPrimitiveList` and `$retainKeys`.
 * apimachinery pkg/util/strategicpatch. Throws BadRequest.
 */
export function strategicMerge(typeName: string, original: unknown, patch: Json): unknown {
  const fields = jsonFields(typeName) ?? {};
  return mergeObject((name) => fields[name], original, patch);
}

type FieldOf = (name: string) => FieldType | undefined;

function mergeObject(fieldOf: FieldOf, original: unknown, patch: Json): Json {
  const { [DIRECTIVE]: directive, [RETAIN]: retain, ...changes } = patch;
  if (directive === 'replace') return changes;
  if (directive === 'delete') return {};
  const merged = openMap(original);
  if (Array.isArray(retain)) for (const key of Object.keys(merged)) if (!retain.includes(key)) delete merged[key];
  for (const [name, value] of Object.entries(changes)) {
    if (name.startsWith('$')) continue;
    if (value === null) delete merged[name];
    else merged[name] = mergeField(fieldOf(name), merged[name], value, changes[ORDER + name]);
  }
  for (const [name, value] of Object.entries(changes)) {
    if (name.startsWith(DELETE_PRIMITIVES)) removePrimitives(merged, name.slice(DELETE_PRIMITIVES.length), value);
  }
  return merged;
}

function mergeField(field: FieldType | undefined, original: unknown, value: unknown, order: unknown): unknown {
  if (Array.isArray(value)) return mergeList(field, original, value, order);
  if (!isObject(value)) return value;
  if (field?.shape === 'map') return mergeObject(() => ({ id: 0, type: field.type }), original, value);
  const fields = field ? (jsonFields(field.type) ?? {}) : {};
  return mergeObject((name) => fields[name], original, value);
}

function mergeList(field: FieldType | undefined, original: unknown, patch: unknown[], order: unknown): unknown[] {
  const before = Array.isArray(original) ? original : [];
  const replaces = patch.some(
    (item) => isObject(item) && item[DIRECTIVE] === 'replace' && Object.keys(item).length === 1,
  );
  if (replaces || field?.mergeKey === undefined) return patch.filter((item) => !isObject(item) || !item[DIRECTIVE]);
  const key = field.mergeKey;
  const merged = key === '' ? [...new Set([...before, ...patch])] : mergeItems(field, key, before, patch);
  const keyOf = (item: unknown) => (isObject(item) ? item[key] : item);
  return inOrder(merged, before.map(keyOf), (Array.isArray(order) ? order : patch).map(keyOf), keyOf);
}

function mergeItems(field: FieldType, key: string, before: unknown[], patch: unknown[]): unknown[] {
  let items = [...before];
  for (const change of patch) {
    if (!isObject(change) || change[key] === undefined) {
      throw badRequest(`map: ${JSON.stringify(change)} does not contain declared merge key: ${key}`);
    }
    const index = items.findIndex((item) => isObject(item) && item[key] === change[key]);
    if (change[DIRECTIVE] === 'delete') items = items.filter((_, at) => at !== index);
    else if (index < 0) items.push(strategicMerge(field.type, {}, change));
    else items[index] = strategicMerge(field.type, items[index], change);
  }
  return items;
}

/**
 * What the patch names stands in its order; the others come before it as far as they did, so that new items are first.
 * strategicpatch patch.go normalizeElementOrder, mergeSortedSlice
 */
function inOrder(items: unknown[], before: unknown[], order: unknown[], keyOf: (item: unknown) => unknown): unknown[] {
  const place = (item: unknown) => before.indexOf(keyOf(item));
  const rank = (item: unknown) => order.indexOf(keyOf(item));
  const others = items.filter((item) => rank(item) < 0);
  const named = items.filter((item) => rank(item) >= 0).sort((left, right) => rank(left) - rank(right));
  const sorted = named.flatMap((item) => {
    const following = others.findIndex((other) => place(other) >= place(item));
    return [...others.splice(0, following < 0 ? others.length : following), item];
  });
  return [...sorted, ...others];
}

function removePrimitives(merged: Json, name: string, values: unknown): void {
  const list = merged[name];
  if (Array.isArray(list) && Array.isArray(values)) merged[name] = list.filter((item) => !values.includes(item));
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
