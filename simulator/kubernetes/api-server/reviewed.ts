import type { HttpResponse } from '../../http.ts';
import { answer } from './answer.ts';
import type { ResourceRequest } from './api-request.ts';
import { apiVersionOf } from './kinds.ts';

/** The answer to an object that is a question. It is kept nowhere. */
export function reviewed({ kind }: ResourceRequest, answered: { spec?: unknown; status: unknown }): HttpResponse {
  return answer(201, {
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: { creationTimestamp: null },
    ...answered,
  });
}
