import { badRequest } from '../status-error.ts';
import type { KubeObject, ObjectMeta } from '../storage.ts';
import type { ResourceRequest } from './api-request.ts';
import { findType, typeNameOfObject } from './api-types.ts';
import { type Json, withoutNulls } from './body.ts';
import type { Refuse } from './field-validation.ts';
import { apiVersionOf, type Kind } from './kinds.ts';
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
  requireSameType(kind, body);
  decodeStrictly(request, body, refuse);
  const metadata = withoutEmpty((body.metadata ?? {}) as ObjectMeta);
  if (kind.namespaced) metadata.namespace = requireSameNamespace(metadata.namespace, namespace);
  else delete metadata.namespace;
  if (name) requireSameName(metadata.name, name);
  return { ...body, apiVersion: expected, kind: kind.kind, metadata } as KubeObject;
}

/** Maps and lists that are empty are as good as absent: `omitempty` in apimachinery pkg/apis/meta/v1/types.go ObjectMeta. */
function withoutEmpty(metadata: ObjectMeta): ObjectMeta {
  const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => !isEmpty(value))) as unknown as ObjectMeta;
}

/** Go decodes what it knows into the type that was sent, and fails to convert it. apiserver handlers/rest.go, create.go */
function requireSameType({ group, version, kind }: Kind, { apiVersion = '', kind: sentKind = kind }: Json): void {
  const expected = apiVersionOf({ group, version });
  const sent = String(apiVersion) || expected;
  const [sentVersion, sentGroup = ''] = sent.split('/').reverse();
  if (sent === expected && sentKind === kind) return;
  if (!findType(typeNameOfObject(sent, String(sentKind)))) {
    const unknown = `no kind "${sentKind}" is registered for version "${sent}" in scheme "${SCHEME}"`;
    throw badRequest(`${sentKind} in version "${sentVersion}" cannot be handled as a ${kind}: ${unknown}`);
  }
  const internal = `${group.split('.')[0] || 'core'}.${kind}`;
  const external = `${sentVersion}.${sentKind}`;
  const cause = `converting (${external}) to (${internal}): unknown conversion`;
  if (sentKind !== kind || sentGroup !== group) {
    throw badRequest(`${sentKind} in version "${sentVersion}" cannot be handled as a ${kind}: ${cause}`);
  }
}

const SCHEME = 'pkg/api/legacyscheme/scheme.go:30';

function requireSameName(sent: string | undefined, name: string): void {
  if (!sent) {
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  }
  if (sent !== name) {
    throw badRequest(`the name of the object (${sent}) does not match the name on the URL (${name})`);
  }
}

function requireSameNamespace(sent: string | undefined, namespace: string): string {
  if (sent && sent !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return namespace;
}
