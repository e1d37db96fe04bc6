import type { HttpResponse } from '../../http.ts';
import { StatusError } from '../status-error.ts';

/** A JSON answer. */
export function answer(status: number, body: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(body)}\n` };
}

/** The Status object of an error. apimachinery meta/v1 Status */
export function statusObject(error: StatusError): Record<string, unknown> {
  const { code, reason, message, details } = error;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details && { details }),
    code,
  };
}

/** What was thrown, as an answer; anything but a StatusError is a fault of ours and says so with 500. */
export function errorAnswer(thrown: unknown): HttpResponse {
  if (thrown instanceof StatusError) {
    const response = answer(thrown.code, statusObject(thrown));
    const retryAfter = thrown.details?.retryAfterSeconds;
    return retryAfter ? { ...response, headers: { ...response.headers, 'retry-after': String(retryAfter) } } : response;
  }
  console.error(thrown);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return answer(500, statusObject(new StatusError(500, 'InternalError', `Internal error occurred: ${text}`)));
}

export const success = (details: Record<string, unknown>): Record<string, unknown> => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details,
});
