import { type Delays, isDelays } from './delays.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** What a lab may change while the local cloud runs. */
export interface WorkshopSettings {
  delays: Delays;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const PREFIX = '/_workshop/';

/**
 * What labs may do with the local cloud and nobody with AWS, beside the AWS endpoint: under a path that no bucket's name
 * can begin, and a host name that no pod uses. Undefined for any other request.
 */
export function answerWorkshop(request: HttpRequest, settings: WorkshopSettings): HttpResponse | undefined {
  const { method, path, headers, body } = request;
  if (!path.startsWith(PREFIX) || !LOOPBACK.test(headers.host ?? '')) return undefined;
  if (path !== `${PREFIX}delays`) return json(404, { message: `There is no ${path}. Try ${PREFIX}delays.` });
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
