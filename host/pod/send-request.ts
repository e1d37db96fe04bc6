import { request as httpRequest, type IncomingMessage } from 'node:http';

export interface OutgoingRequest {
  /** On 127.0.0.1. */
  port: number;
  method: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
}

/** Of one connection, and thus not to be handed on. RFC 9110, section 7.6.1 */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

/** One HTTP request to a loopback port, its answer streamed. Rejects as node:http does. */
export function sendRequest({ port, method, path, headers, body, signal }: OutgoingRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers: endToEnd(headers), signal });
    request.on('error', reject);
    request.on('response', (response) => resolve(toAnswer(response)));
    request.end(body);
  });
}

function toAnswer(response: IncomingMessage): Answer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: response.statusCode ?? 502, headers: endToEnd(headers), body: response };
}

function endToEnd(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase())));
}
