import { badRequest, StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import { integer, isTrue, type ResourceRequest } from './api-request.ts';
import { type FieldError, forbiddenField, invalid, notSupported } from './invalid.ts';
import { resourceName } from './kinds.ts';

/** Which state a list shows, and from which key on. */
export interface ListPosition {
  revision: number;
  /** True if the past itself is wanted, not just nothing older. */
  exact: boolean;
  start: string;
}

/**
 * Reads `continue`, `resourceVersion` and `resourceVersionMatch`; a page after the first shows the first one's state.
 * kubernetes.io/docs/reference/using-api/api-concepts, "Semantics for list". Throws Invalid, BadRequest, Timeout (504).
 */
export function readListPosition(context: ApiContext, { query }: ResourceRequest): ListPosition {
  requireOptions(listErrors(query));
  const token = query.get('continue');
  const asked = query.get('resourceVersion') ?? '';
  if (token && asked && asked !== '0')
    throw badRequest('specifying resource version is not allowed when using continue');
  if (token) return { ...readContinue(token), exact: true };
  const revision = requireRevision(context, asked);
  const match = query.get('resourceVersionMatch');
  const exact = match === 'Exact' || (!match && revision > 0 && Boolean(integer(query, 'limit')));
  return { revision: exact ? revision : Number(context.storage.resourceVersion()), exact, start: '' };
}

/** A revision that the cluster has reached; 0 for none. Throws BadRequest, and 504 for one of the future. */
export function requireRevision({ storage }: ApiContext, asked: string): number {
  if (!/^\d*$/.test(asked)) {
    throw badRequest(
      `resourceVersion: Invalid value: "${asked}": strconv.ParseUint: parsing "${asked}": invalid syntax`,
    );
  }
  const current = storage.resourceVersion();
  if (Number(asked) <= Number(current)) return Number(asked);
  // apiserver pkg/storage/errors.go NewTooLargeResourceVersionError
  throw new StatusError(504, 'Timeout', `Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
  });
}

/** The objects of a kind as they were at a revision. Throws Expired (410) if that is no longer known. */
export function objectsAt(context: ApiContext, { kind, namespace }: ResourceRequest, revision: number): KubeObject[] {
  const resource = resourceName(kind);
  const objects = new Map(context.storage.list(resource).map((object) => [keyOf(object), object]));
  for (const event of context.events.since(revision).reverse()) {
    if (event.resource !== resource) continue;
    if (event.before) objects.set(keyOf(event.before), event.before);
    else objects.delete(keyOf(event.object));
  }
  const all = [...objects.values()].filter(({ metadata }) => !namespace || metadata.namespace === namespace);
  return all.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

export const keyOf = ({ metadata }: KubeObject): string =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;

/** apiserver pkg/storage/continue.go */
export function continueToken(revision: number, last: KubeObject): string {
  return btoa(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: `${keyOf(last)}\0` }));
}

function readContinue(token: string): { revision: number; start: string } {
  try {
    const { v, rv, start } = JSON.parse(atob(token));
    if (v === 'meta.k8s.io/v1') return { revision: Number(rv), start: String(start) };
  } catch {
    // Told below.
  }
  throw badRequest('continue key is not valid');
}

export function requireOptions(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid({ kind: 'ListOptions', group: 'meta.k8s.io' }, '', errors);
}

/** apimachinery internalversion/validation ValidateListOptions */
function listErrors(query: URLSearchParams): FieldError[] {
  const match = query.get('resourceVersionMatch');
  const version = query.get('resourceVersion');
  const forbid = (text: string) => forbiddenField('resourceVersionMatch', text);
  const errors: FieldError[] = [];
  if (query.has('sendInitialEvents')) {
    errors.push(forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  if (!match) return errors;
  if (query.get('continue')) errors.push(forbid('resourceVersionMatch is forbidden when continue is provided'));
  if (!version) errors.push(forbid('resourceVersionMatch is forbidden unless resourceVersion is provided'));
  if (!['Exact', 'NotOlderThan'].includes(match)) {
    errors.push(notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']));
  }
  if (match === 'Exact' && version === '0') {
    errors.push(forbid('resourceVersionMatch "Exact" is forbidden for resourceVersion "0"'));
  }
  return errors;
}

/** apimachinery internalversion/validation validateWatchOptions */
export function watchErrors(query: URLSearchParams): FieldError[] {
  const match = query.get('resourceVersionMatch');
  const forbid = (text: string) => forbiddenField('resourceVersionMatch', text);
  if (query.has('sendInitialEvents')) {
    const wanted = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    return match === 'NotOlderThan' ? [] : [forbid(wanted)];
  }
  return match ? [forbid('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')] : [];
}

export const wantsInitialEvents = (query: URLSearchParams): boolean => isTrue(query.get('sendInitialEvents'));
