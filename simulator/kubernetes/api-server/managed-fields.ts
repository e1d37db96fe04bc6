import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { typeNameOf } from './api-types.ts';
import { changedFields, type FieldSet, fieldSetOf, fromFieldsV1, type Part, toFieldsV1, union } from './field-set.ts';
import { apiVersionOf } from './kinds.ts';

/** One entry of metadata.managedFields. apimachinery meta/v1 ManagedFieldsEntry */
export interface ManagedFields {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: Record<string, unknown>;
  subresource?: string;
}

/** Who writes: `fieldManager`, else the client's program name. apiserver handlers/fieldmanager */
export function managerOf({ query, http }: ResourceRequest): string {
  return query.get('fieldManager') || (http.headers['user-agent'] ?? '').split('/')[0] || 'unknown';
}

export const managedFieldsOf = (object: KubeObject | undefined): ManagedFields[] =>
  (object?.metadata.managedFields ?? []) as ManagedFields[];

const partOf = ({ subresource }: { subresource?: string }): Part => (subresource === 'status' ? 'status' : 'main');

/**
 * The object with this Update's fields noted: those that it sets anew or changes belong to its manager from now on. What
 * the client says of the managers counts, so that it can change them. apiserver handlers/fieldmanager Update
 */
export function withManager(
  context: ApiContext,
  request: ResourceRequest,
  before: KubeObject | undefined,
  object: KubeObject,
): KubeObject {
  const type = typeNameOf(request.kind);
  const { subresource } = request;
  const part = partOf(request);
  const now = fieldSetOf(type, object, part);
  const changed = before ? changedFields(now, fieldSetOf(type, before, part)) : now;
  const known = managedFieldsOf(before && managedFieldsOf(object).length > 0 ? object : before);
  const others = known
    .filter(({ fieldsV1 }) => fieldsV1)
    .map((entry) => (partOf(entry) === part ? keep(entry, now, changed) : entry));
  const manager = managerOf(request);
  const isOwn = (entry: ManagedFields) =>
    entry.manager === manager && entry.operation === 'Update' && (entry.subresource ?? '') === subresource;
  const own = others.find(isOwn);
  const fields = union(own ? fromFieldsV1(own.fieldsV1) : new Map(), changed);
  const entry = { ...entryOf(context, request, manager, 'Update', fields), ...(subresource && { subresource }) };
  const entries = changed.size === 0 ? others : [...others.filter((one) => one !== own), entry];
  const managedFields = entries.filter((one) => Object.keys(one.fieldsV1).length > 0);
  return { ...object, metadata: { ...object.metadata, managedFields } };
}

/** A manager loses fields that are gone, and, unless it applies, those that another one changed. */
function keep(entry: ManagedFields, now: FieldSet, changed: FieldSet): ManagedFields {
  const present = new Map([...fromFieldsV1(entry.fieldsV1)].filter(([path]) => now.has(path) && !changed.has(path)));
  return { ...entry, fieldsV1: toFieldsV1(present) };
}

export function entryOf(
  { clock }: ApiContext,
  { kind }: ResourceRequest,
  manager: string,
  operation: ManagedFields['operation'],
  fields: FieldSet,
): ManagedFields {
  const apiVersion = apiVersionOf(kind);
  const time = timestamp(clock.now());
  return { manager, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: toFieldsV1(fields) };
}
