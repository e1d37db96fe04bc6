import { type Delays, isDelays } from './delays.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** What a lab may do while the local cloud runs. */
export interface Workshop {
  settings: { delays: Delays };
  /** A new key for a cluster's tokens; answers the ids of those published. Undefined if there is no such cluster. */
  rotateSigningKey(cluster: string): Promise<string[] | undefined>;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const PREFIX = '/_workshop/';
const DELAYS = `${PREFIX}delays`;
const ROTATION = /^\/_workshop\/clusters\/([\w-]+)\/rotate-signing-key$/;

/**
 * What labs may do with the local cloud and nobody with AWS, beside the AWS endpoint: under a path that no bucket's name
 * can begin, and a host name that no pod uses. Undefined for any other request.
 */
export async function answerWorkshop(request: HttpRequest, workshop: Workshop): Promise<HttpResponse | undefined> {
  const { method, path, headers } = request;
  if (!path.startsWith(PREFIX) || !LOOPBACK.test(headers.host ?? '')) return undefined;
  if (path === DELAYS) return answerDelays(request, workshop);
  const [, cluster] = ROTATION.exec(path) ?? [];
  const keys = cluster && method === 'POST' ? await workshop.rotateSigningKey(cluster) : undefined;
  if (keys) return json(200, { keys });
  const those = `GET and PUT ${DELAYS}, and POST ${PREFIX}clusters/workshop-a/rotate-signing-key`;
  return json(404, { message: `There is no ${method} ${path}. There are ${those}.` });
}

function answerDelays({ method, body }: HttpRequest, { settings }: Workshop): HttpResponse {
  if (method === 'GET') return json(200, settings);
  const wanted = method === 'PUT' ? readDelays(body) : undefined;
  if (!wanted) return json(400, { message: 'PUT takes {"delays": "aws"} or {"delays": "none"}.' });
  settings.delays = wanted;
  return json(200, settings);
}

function readDelays(body: Uint8Array): Delays | undefined {
  try {
    const { delays } = JSON.parse(new TextDecoder().decode(body)) as { delays?: unknown };
    return isDelays(delays) ? delays : undefined;
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}
