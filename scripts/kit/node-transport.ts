import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Transport, TransportRequest, TransportResponse } from '../../shell/transport.ts';
import type { TrustedAuthority } from './trusted-authority.ts';

/**
 * HTTP and HTTPS from Node. Connections are kept for the next request, and do not keep the process alive.
 *
 * An answer must begin within `answerMs`, and may then take as long as it likes, as a watch does; without it a request
 * waits for ever. Errors: ETIMEDOUT, ECONNRESET and the like.
 */
export function createNodeTransport(trustedAuthority: TrustedAuthority, answerMs?: number): Transport {
  const http = new HttpAgent({ keepAlive: true });
  const agents = new Map<string | undefined, HttpsAgent>();
  const https = (url: string) => {
    const ca = trustedAuthority(url);
    const agent = agents.get(ca) ?? new HttpsAgent({ keepAlive: true, ...(ca !== undefined && { ca }) });
    agents.set(ca, agent);
    return agent;
  };
  return (request) =>
    new Promise<TransportResponse>((resolve, reject) => {
      const isTls = request.url.startsWith('https:');
      const options = { method: request.method, headers: lengthened(request), signal: request.signal };
      const outgoing = isTls
        ? httpsRequest(request.url, { ...options, agent: https(request.url) })
        : httpRequest(request.url, { ...options, agent: http });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => resolve(answer(incoming)));
      if (answerMs !== undefined) giveUpAfter(answerMs, outgoing);
      outgoing.end(request.body);
    });
}

function giveUpAfter(ms: number, outgoing: ClientRequest): void {
  const { host } = outgoing;
  const late = Object.assign(new Error(`${host} did not answer within ${ms / 1000} s`), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => outgoing.destroy(late), ms);
  for (const end of ['response', 'close']) outgoing.once(end, () => clearTimeout(timer));
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
