import type { HttpResponse } from '../../http.ts';
import { answer, success } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { requireBody } from './body.ts';
import { deleteObject } from './delete.ts';

/** POST of an Eviction: deletes the pod. There are no disruption budgets to ask. */
export function evictPod(context: ApiContext, request: ResourceRequest): HttpResponse {
  const { deleteOptions = {} } = requireBody(request);
  const body = new TextEncoder().encode(JSON.stringify(deleteOptions));
  const headers = { ...request.http.headers, 'content-type': 'application/json' };
  deleteObject(context, { ...request, http: { ...request.http, headers, body } });
  return answer(201, success({}));
}
