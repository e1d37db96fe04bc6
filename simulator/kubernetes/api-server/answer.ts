import type { HttpResponse } from '../../http.ts';
import { StoreError } from '../../state/store.ts';
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

/** What was thrown as a StatusError: anything else says so with 500, and is reported unless it is a store that is full. */
export function toStatusError(thrown: unknown, report: (error: unknown) => void): StatusError {
  if (thrown instanceof StatusError) return thrown;
  if (!(thrown instanceof StoreError)) report(thrown);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new StatusError(500, 'InternalError', `Internal error occurred: ${text}`);
}

export const errorAnswer = (error: StatusError): HttpResponse => answer(error.code, statusObject(error));

/** The answer with a Warning header, which kubectl prints line by line. RFC 7234, 5.5; apiserver pkg/warning */
export function withWarnings(response: HttpResponse, warnings: string[]): HttpResponse {
  if (warnings.length === 0) return response;
  const values = [...new Set(warnings)].map((text) => `299 - ${JSON.stringify(text)}`);
  return { ...response, headers: { ...response.headers, warning: values.join(', ') } };
}

/** A Status that tells of success. */
export const success = (details: Record<string, unknown>): Record<string, unknown> => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details,
});
