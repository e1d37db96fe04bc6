import type { HttpResponse } from '../../http.ts';
import { badRequest, conflict, notFound } from '../status-error.ts';
import { timestamp } from '../timestamp.ts';
import { API_AUDIENCE, type TokenSpec } from '../tokens/service-account-tokens.ts';
import { answer } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { requireBody } from './body.ts';
import { invalid, invalidValue, notSupported } from './invalid.ts';
import { getObject } from './read.ts';
import { valueAt } from './value-at.ts';

const TOKEN_REQUEST = { kind: 'TokenRequest', group: 'authentication.k8s.io' };
const DEFAULT_SECONDS = 3600;
const MIN_SECONDS = 600;

interface RequestedToken {
  audiences?: string[];
  expirationSeconds?: number;
  boundObjectRef?: { kind?: string; name?: string; uid?: string };
}

/**
 * `serviceaccounts/<name>/token`: a signed token, ten minutes to a day. kubernetes
 * pkg/registry/core/serviceaccount/storage/token.go. Throws NotFound, Invalid, Conflict.
 */
export async function createToken(context: ApiContext, request: ResourceRequest): Promise<HttpResponse> {
  const account = getObject(context, request);
  const given = (requireBody(request.http).spec ?? {}) as RequestedToken;
  const { audiences = [], expirationSeconds = DEFAULT_SECONDS } = given;
  if (expirationSeconds < MIN_SECONDS) {
    const text = 'may not specify a duration less than 10 minutes';
    throw invalid(TOKEN_REQUEST, '', [invalidValue('spec.expirationSeconds', expirationSeconds, text)]);
  }
  const { namespace, name: serviceAccount } = request;
  const pod = given.boundObjectRef && findBoundPod(context, request, given.boundObjectRef);
  const asked: TokenSpec = { namespace, serviceAccount, audiences, expirationSeconds, ...(pod && { pod }) };
  const { token, expiresAtMs } = await context.tokens.mint(asked);
  return answer(201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name: account.metadata.name, namespace, creationTimestamp: timestamp(context.clock.now()) },
    spec: { ...given, audiences: audiences.length > 0 ? audiences : [API_AUDIENCE], expirationSeconds },
    status: { token, expirationTimestamp: timestamp(expiresAtMs) },
  });
}

function findBoundPod(
  { storage }: ApiContext,
  { namespace, name: serviceAccount }: ResourceRequest,
  { kind = '', name = '', uid }: NonNullable<RequestedToken['boundObjectRef']>,
): { name: string; uid: string } {
  if (kind !== 'Pod') throw invalid(TOKEN_REQUEST, '', [notSupported('spec.boundObjectRef.kind', kind, ['Pod'])]);
  const pod = storage.get('pods', namespace, name);
  if (!pod) throw notFound('pods', name);
  if (valueAt(pod, ['spec', 'serviceAccountName']) !== serviceAccount) {
    throw badRequest(
      `cannot bind token for serviceaccount "${serviceAccount}" to pod running with different serviceaccount name.`,
    );
  }
  if (uid && uid !== pod.metadata.uid) {
    const cause = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflict('pods', name, cause);
  }
  return { name, uid: pod.metadata.uid };
}
