import type { ApiContext } from '../api-server/api-context.ts';
import type { ResourceRequest } from '../api-server/api-request.ts';
import type { RequestedToken } from '../api-server/token-request.ts';
import type { Pod } from '../kubelet/pod.ts';
import { forbidden, notFound } from '../status-error.ts';
import { nodeOf } from './node-authorizer.ts';

const ASK_FOR_AUDIENCE = 'request-serviceaccounts-token-audience';

/**
 * A node's tokens are for pods that run on it, and for audiences that their volumes name. kubernetes
 * plugin/pkg/admission/noderestriction/admission.go, with ServiceAccountNodeAudienceRestriction. Throws Forbidden, NotFound.
 */
export function restrictNodesToken(context: ApiContext, request: ResourceRequest, asked: RequestedToken): void {
  const node = nodeOf(request.user);
  if (node === undefined) return;
  const refuse = (cause: string) => forbidden('serviceaccounts', request.name, cause);
  const { apiVersion, kind, name, uid } = asked.boundObjectRef ?? {};
  if (apiVersion !== 'v1' || kind !== 'Pod' || !name) throw refuse('node requested token not bound to a pod');
  if (!uid) throw refuse('node requested token with a pod binding without a uid');
  const pod = context.storage.get('pods', request.namespace, name) as Pod | undefined;
  if (!pod) throw notFound('pods', name);
  const { uid: own } = pod.metadata;
  if (uid !== own) {
    const cause = `the UID in the bound object reference (${uid}) does not match the UID in record (${own})`;
    throw refuse(`${cause}. The object might have been deleted and then recreated`);
  }
  if (pod.spec.nodeName !== node) throw refuse('node requested token bound to a pod scheduled on a different node');
  const problem = whyNotAudience(context, request, pod, asked.audiences ?? []);
  if (problem) throw refuse(problem);
}

function whyNotAudience(
  { authorizer }: ApiContext,
  { user, namespace, name }: ResourceRequest,
  pod: Pod,
  audiences: string[],
): string | undefined {
  if (audiences.length > 1) return 'node may only request 0 or 1 audiences';
  const [audience = ''] = audiences;
  const sources = (pod.spec.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
  if (sources.some(({ serviceAccountToken: token }) => token && (token.audience ?? '') === audience)) return undefined;
  const attributes = { verb: ASK_FOR_AUDIENCE, group: '', resource: audience, subresource: '', namespace, name };
  if (authorizer.decide(user, attributes).allowed) return undefined;
  return `audience "${audience}" not found in pod spec volume, ${user.username} is not authorized to request tokens for this audience`;
}
