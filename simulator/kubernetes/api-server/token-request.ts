import type { HttpResponse } from '../../http.ts';
import { restrictNodesToken } from '../access/nodes-token.ts';
import { badRequest, conflict, notFound } from '../status-error.ts';
import { timestamp } from '../timestamp.ts';
import { API_AUDIENCE, type BoundKind, type TokenSpec } from '../tokens/token-claims.ts';
import { answer } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { requireBody } from './body.ts';
import { invalid, invalidValue } from './invalid.ts';
import { getObject } from './read.ts';
import { valueAt } from './value-at.ts';
import { isDryRun } from './writing.ts';

const TOKEN_REQUEST = { kind: 'TokenRequest', group: 'authentication.k8s.io' };
const DEFAULT_SECONDS = 3600;
const MIN_SECONDS = 600;
const MAX_SECONDS = 2 ** 32;

export interface RequestedToken {
  audiences?: string[];
  expirationSeconds?: number;
  boundObjectRef?: { kind?: string; apiVersion?: string; name?: string; uid?: string };
}

/**
 * `serviceaccounts/<name>/token`: a signed token, ten minutes to a day. kubernetes
 * pkg/registry/core/serviceaccount/storage/token.go. Throws NotFound, Invalid, Conflict.
 */
export async function createToken(context: ApiContext, request: ResourceRequest): Promise<HttpResponse> {
  const account = getObject(context, request);
  const given = (requireBody(request).spec ?? {}) as RequestedToken;
  const { audiences = [] } = given;
  restrictNodesToken(context, request, given);
  const asked = requireDuration(given.expirationSeconds ?? DEFAULT_SECONDS);
  const { namespace, name: serviceAccount } = request;
  const boundTo = given.boundObjectRef && findBound(context, request, given.boundObjectRef);
  const spec: TokenSpec = {
    namespace,
    serviceAccount,
    audiences,
    expirationSeconds: asked,
    ...(boundTo && { boundTo }),
  };
  // Assumed of dry runs; not confirmed against Kubernetes: the answer lacks what was not made.
  const minted = isDryRun(request) ? undefined : await context.tokens.mint(spec);
  const { token = '', expiresAtMs, expirationSeconds = asked } = minted ?? {};
  const expirationTimestamp = expiresAtMs === undefined ? null : timestamp(expiresAtMs);
  return answer(201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name: account.metadata.name, namespace, creationTimestamp: timestamp(context.clock.now()) },
    spec: { ...given, audiences: audiences.length > 0 ? audiences : [API_AUDIENCE], expirationSeconds },
    status: { token, expirationTimestamp },
  });
}

function requireDuration(seconds: number): number {
  const limit =
    seconds < MIN_SECONDS ? 'less than 10 minutes' : seconds > MAX_SECONDS ? 'larger than 2^32 seconds' : undefined;
  if (limit === undefined) return seconds;
  const problem = invalidValue('spec.expirationSeconds', seconds, `may not specify a duration ${limit}`);
  throw invalid(TOKEN_REQUEST, '', [problem]);
}

const KINDS: Record<string, { kind: BoundKind; resource: string }> = {
  Pod: { kind: 'pod', resource: 'pods' },
  Secret: { kind: 'secret', resource: 'secrets' },
  Node: { kind: 'node', resource: 'nodes' },
};

function findBound(
  { storage }: ApiContext,
  { namespace, name: serviceAccount }: ResourceRequest,
  { kind = '', apiVersion = '', name = '', uid }: NonNullable<RequestedToken['boundObjectRef']>,
): NonNullable<TokenSpec['boundTo']> {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const known = group === '' ? KINDS[kind] : undefined;
  if (!known) {
    throw badRequest(`cannot bind token to object of type ${group}/${version}, Kind=${kind}`);
  }
  const { resource } = known;
  const found = storage.get(resource, known.kind === 'node' ? undefined : namespace, name);
  if (!found) throw notFound(resource, name);
  if (known.kind === 'pod' && valueAt(found, ['spec', 'serviceAccountName']) !== serviceAccount) {
    throw badRequest(
      `cannot bind token for serviceaccount "${serviceAccount}" to pod running with different serviceaccount name.`,
    );
  }
  if (uid && uid !== found.metadata.uid) {
    const cause = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflict(resource, name, cause);
  }
  return { kind: known.kind, name, uid: found.metadata.uid };
}
