import type { HttpResponse } from '../../http.ts';
import { timestamp } from '../timestamp.ts';
import { answer } from './answer.ts';
import type { ApiContext, User } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { type Access, isAllowed } from './authorize.ts';
import { requireBody } from './body.ts';
import { apiVersionOf } from './kinds.ts';

/** `kubectl auth whoami`. */
export function reviewSelf(context: ApiContext, { kind }: ResourceRequest, userInfo: User): HttpResponse {
  const metadata = { creationTimestamp: timestamp(context.clock.now()) };
  return answer(201, { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata, status: { userInfo } });
}

/** `kubectl auth can-i`. */
export function reviewAccess(_context: ApiContext, { kind, http }: ResourceRequest, user: User): HttpResponse {
  const spec = (requireBody(http).spec ?? {}) as { resourceAttributes?: Access };
  const access = spec.resourceAttributes;
  const status = { allowed: isAllowed(user, access ?? { verb: '', group: '', resource: '' }) };
  const metadata = { creationTimestamp: null };
  return answer(201, { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata, spec, status });
}
