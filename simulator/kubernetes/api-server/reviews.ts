import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import type { HttpResponse } from '../../http.ts';
import { NotAuthenticated } from '../access/authenticator.ts';
import { API_AUDIENCE } from '../tokens/token-claims.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { requireBody } from './body.ts';
import { invalid, required } from './invalid.ts';
import { reviewed } from './reviewed.ts';

/** `kubectl auth whoami`. */
export function reviewSelf(_context: ApiContext, request: ResourceRequest): HttpResponse {
  return reviewed(request, { status: { userInfo: request.user } });
}

// Of kubectl's warning on every EKS cluster: EKS's authorizer is a webhook, which tells no rules.
const INCOMPLETE = 'webhook authorizer does not support user rule resolution';

/** `kubectl auth can-i --list`: RBAC's rules only. Throws Invalid. */
export function reviewRules({ authorizer }: ApiContext, request: ResourceRequest): HttpResponse {
  const spec = (requireBody(request).spec ?? {}) as { namespace?: string };
  if (!spec.namespace) throw invalid(request.kind, '', [required('spec.namespace')]);
  const { rules, problems } = authorizer.rulesOf(request.user, spec.namespace);
  const isPath = ({ nonResourceURLs }: PolicyRule) => Boolean(nonResourceURLs?.length);
  const status = {
    resourceRules: rules.filter((rule) => !isPath(rule)),
    nonResourceRules: rules.filter(isPath),
    incomplete: true,
    evaluationError: [...problems, INCOMPLETE].join(', '),
  };
  return reviewed(request, { spec: {}, status });
}

/** Who holds a token, and for whom it is. */
export async function reviewToken(context: ApiContext, request: ResourceRequest): Promise<HttpResponse> {
  const spec = (requireBody(request).spec ?? {}) as { token?: string; audiences?: string[] };
  if (!spec.token) throw invalid(request.kind, '', [required('spec.token')]);
  const audiences = spec.audiences?.length ? spec.audiences : [API_AUDIENCE];
  return reviewed(request, { spec: { ...spec, audiences }, status: await statusOf(context, spec.token, audiences) });
}

async function statusOf(context: ApiContext, token: string, audiences: string[]) {
  try {
    return { authenticated: true, ...(await context.authenticate(token, audiences)) };
  } catch (error) {
    if (!(error instanceof NotAuthenticated)) throw error;
    // Assumed; not confirmed against AWS.
    return { user: {}, error: `[invalid bearer token, ${error.message}]` };
  }
}
