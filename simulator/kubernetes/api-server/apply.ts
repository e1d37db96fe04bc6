import { badRequest } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import { isTrue, type ResourceRequest } from './api-request.ts';
import { typeNameOf } from './api-types.ts';
import { conflictError, conflicts, type FieldConflict, fieldsLastApplied } from './apply-conflicts.ts';
import type { Json } from './body.ts';
import { storeNew } from './create.ts';
import { type FieldSet, fieldSetOf, fromFieldsV1, holdsAny, isKeyField, toFieldsV1 } from './field-set.ts';
import { readIncoming } from './incoming.ts';
import { resourceName } from './kinds.ts';
import { entryOf, type ManagedFields, managedFieldsOf } from './managed-fields.ts';
import { mergeApplied, removeField } from './merge-applied.ts';
import { requireDeclared } from './strict-decoding.ts';
import { storeUpdate } from './update.ts';
import { isDryRun, requireGrantable } from './writing.ts';

/**
 * Server-side apply: the client's fields are merged into the object and become its manager's; what the manager applied
 * before and no longer does is removed, unless somebody else has it too. Throws Conflict if another manager holds a
 * field with another value and `force` is not set. structured-merge-diff v4 merge/update.go
 */
export async function applyObject(
  context: ApiContext,
  request: ResourceRequest,
  body: Json,
): Promise<{ created: boolean; object: KubeObject }> {
  const { kind, query, namespace, name } = request;
  const manager = query.get('fieldManager') ?? '';
  requireDeclared(request, body);
  const applied = readIncoming(request, body);
  if (applied.metadata.managedFields) throw badRequest('metadata.managedFields must be nil');
  const fields = fieldSetOf(typeNameOf(kind), applied);
  const entry = entryOf(context, request, manager, 'Apply', fields);
  const live = context.storage.get(resourceName(kind), namespace || undefined, name);
  if (!live) {
    const object = withEntries(applied, [entry]);
    requireGrantable(context, request, object);
    return { created: true, object: await storeNew(context, kind, object, isDryRun(request)) };
  }
  const merged = merge(request, live, applied, fields, entry);
  return { created: false, object: storeUpdate(context, request, live, merged) };
}

function merge(
  request: ResourceRequest,
  live: KubeObject,
  applied: KubeObject,
  fields: FieldSet,
  entry: ManagedFields,
): KubeObject {
  const typeName = typeNameOf(request.kind);
  const isOwn = (one: ManagedFields) => one.manager === entry.manager && one.operation === 'Apply';
  const previous = managedFieldsOf(live).find(isOwn);
  const others = managedFieldsOf(live).filter((one) => one !== previous);
  const lost = conflicts(fields, fieldSetOf(typeName, live), others);
  const own = fieldsLastApplied(typeName, entry.manager, live);
  const mayTake = isTrue(request.query.get('force')) || lost.every(({ path }) => own.has(path));
  if (!mayTake) throw conflictError(lost);

  const merged = mergeApplied(typeName, live, applied) as KubeObject;
  const dropped = previous ? [...fromFieldsV1(previous.fieldsV1).keys()] : [];
  const held = new Set([...fields.keys(), ...others.flatMap((one) => [...fromFieldsV1(one.fieldsV1).keys()])]);
  const isFree = (path: string) => !held.has(path) && !holdsAny(path, held) && !isKeyField(path);
  // A list item goes before its fields: without them it would not be found.
  const removable = dropped.filter(isFree).sort((left, right) => left.length - right.length);
  const result = removable.reduce<unknown>((object, path) => removeField(object, path), merged) as KubeObject;
  const kept = others.map((one) => without(one, lost)).filter((one) => Object.keys(one.fieldsV1).length > 0);
  const unchanged = previous && JSON.stringify(previous.fieldsV1) === JSON.stringify(entry.fieldsV1);
  const resourceVersion = applied.metadata.resourceVersion ?? '';
  return withEntries({ ...result, metadata: { ...result.metadata, resourceVersion } }, [
    ...(unchanged ? [previous] : [entry]),
    ...kept,
  ]);
}

function without(entry: ManagedFields, lost: FieldConflict[]): ManagedFields {
  const paths = new Set(lost.filter((one) => one.entry === entry).map(({ path }) => path));
  const left = new Map([...fromFieldsV1(entry.fieldsV1)].filter(([path]) => !paths.has(path)));
  return { ...entry, fieldsV1: toFieldsV1(left) };
}

function withEntries(object: KubeObject, managedFields: ManagedFields[]): KubeObject {
  return { ...object, metadata: { ...object.metadata, managedFields } };
}
