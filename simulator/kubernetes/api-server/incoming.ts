import { badRequest } from '../status-error.ts';
import type { KubeObject, ObjectMeta } from '../storage.ts';
import type { ResourceRequest } from './api-request.ts';
import { type Json, withoutNulls } from './body.ts';
import type { Refuse } from './field-validation.ts';
import { apiVersionOf } from './kinds.ts';
import { decodeStrictly } from './strict-decoding.ts';

/**
 * The object that a client sent, checked against the path and the type: right kind, right namespace, known fields.
 * Throws BadRequest, or what `refuse` makes of wrong fields.
 */
export function readIncoming(request: ResourceRequest, sent: Json, refuse?: Refuse): KubeObject {
  // A copy: a patched object shares its parts with the stored one.
  const body = withoutNulls(sent);
  const { kind, namespace, name } = request;
  const expected = apiVersionOf(kind);
  const { apiVersion = expected, kind: sentKind = kind.kind } = body;
  if (apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (sentKind !== kind.kind) {
    throw badRequest(
      `${sentKind} in version "${kind.version}" cannot be handled as a ${kind.kind}: unknown conversion`,
    );
  }
  decodeStrictly(request, body, refuse);
  const metadata = withoutEmpty((body.metadata ?? {}) as ObjectMeta);
  if (kind.namespaced) metadata.namespace = requireSameNamespace(metadata.namespace, namespace);
  else delete metadata.namespace;
  if (name && metadata.name && metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
  if (name) metadata.name = name;
  return { ...body, apiVersion: expected, kind: kind.kind, metadata } as KubeObject;
}

/** Maps and lists that are empty are as good as absent: `omitempty` in apimachinery pkg/apis/meta/v1/types.go ObjectMeta. */
function withoutEmpty(metadata: ObjectMeta): ObjectMeta {
  const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => !isEmpty(value))) as unknown as ObjectMeta;
}

function requireSameNamespace(sent: string | undefined, namespace: string): string {
  if (sent && sent !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return namespace;
}
