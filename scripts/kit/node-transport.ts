import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Transport, TransportRequest, TransportResponse } from '../../shell/transport.ts';

/**
 * HTTP and HTTPS from Node. `ca` (PEM) is trusted beside the system's own authorities: the clusters' certificates are
 * signed by it. Connections are kept for the next request, and do not keep the process alive.
 */
export function createNodeTransport(ca: string | undefined): Transport {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true, ...(ca !== undefined && { ca }) });
  return (request) =>
    new Promise<TransportResponse>((resolve, reject) => {
      const isTls = request.url.startsWith('https:');
      const options = { method: request.method, headers: lengthened(request), signal: request.signal };
      const outgoing = isTls
        ? httpsRequest(request.url, { ...options, agent: https })
        : httpRequest(request.url, { ...options, agent: http });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => resolve(answer(incoming)));
      outgoing.end(request.body);
    });
}

/** Without a length Node would send chunks, which S3 does not take. */
function lengthened({ headers, body, method }: TransportRequest): Record<string, string> {
  if (body === undefined && (method === 'GET' || method === 'HEAD' || method === 'DELETE')) return headers;
  return { ...headers, 'content-length': String(body?.length ?? 0) };
}

function answer(incoming: IncomingMessage): TransportResponse {
  const pairs = Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return { status: incoming.statusCode ?? 0, headers: Object.fromEntries(pairs), body: incoming };
}
