import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/protocols';
import type { HttpHandler } from '../../../simulator/http.ts';

interface SdkRequest {
  method: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/** Lets an AWS SDK client call a handler directly, as if over HTTP. */
export function sdkRequestHandler(handle: HttpHandler) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    async handle(request: SdkRequest) {
      const answer = await handle({
        method: request.method,
        path: request.path,
        query: queryText(request.query ?? {}),
        headers: lowerCase({ host: hostOf(request), ...request.headers }),
        body: await bytesOf(request.body),
        remoteAddress: '127.0.0.1',
      });
      const body = Readable.from([answer.body as string | Uint8Array]);
      return { response: new HttpResponse({ statusCode: answer.status, headers: answer.headers, body }) };
    },
  };
}

const hostOf = ({ hostname, port }: SdkRequest) => (port ? `${hostname}:${port}` : hostname);

const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function queryText(query: NonNullable<SdkRequest['query']>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value ?? '']).map((item) => ({ name, item })))
    .map(({ name, item }) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`)
    .join('&');
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  const parts: Buffer[] = [];
  for await (const part of body as AsyncIterable<Uint8Array>) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
