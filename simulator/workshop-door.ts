import { type Delays, isDelays } from './delays.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** What a lab may do while the local cloud runs. */
export interface Workshop {
  settings: { delays: Delays };
  /** A new key for a cluster's tokens; answers the ids of those published. Undefined if there is no such cluster. */
  rotateSigningKey(cluster: string): Promise<string[] | undefined>;
}

interface Route {
  method: string;
  path: RegExp;
  /** Undefined if there is no such cluster. */
  answer(workshop: Workshop, sent: Record<string, unknown>, cluster: string): Promise<HttpResponse | undefined>;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const PREFIX = '/_workshop/';
const DELAYS = /^\/_workshop\/delays$/;
const HELP = 'simulator/workshop-door.ts has all there is';

const ROUTES: Route[] = [
  { method: 'GET', path: DELAYS, answer: async ({ settings }) => json(200, settings) },
  { method: 'PUT', path: DELAYS, answer: setDelays },
  {
    method: 'POST',
    path: /^\/_workshop\/clusters\/([\w.-]+)\/rotate-signing-key$/,
    async answer({ rotateSigningKey }, _sent, cluster) {
      const keys = await rotateSigningKey(cluster);
      return keys && json(200, { keys });
    },
  },
];

/**
 * What labs may do with the local cloud and nobody with AWS, beside the AWS endpoint: under a path that no bucket's name
 * can begin, and a host name that no pod uses. Undefined for any other request.
 */
export function answerWorkshop(request: HttpRequest, workshop: Workshop): Promise<HttpResponse> | undefined {
  if (!request.path.startsWith(PREFIX) || !LOOPBACK.test(request.headers.host ?? '')) return undefined;
  return answerRoute(request, workshop);
}

async function answerRoute({ method, path, body }: HttpRequest, workshop: Workshop): Promise<HttpResponse> {
  for (const route of ROUTES) {
    const [matched, cluster = ''] = route.path.exec(path) ?? [];
    const response = matched && method === route.method && (await route.answer(workshop, read(body), cluster));
    if (response) return response;
  }
  return json(404, { message: `There is no ${method} ${path}: ${HELP}.` });
}

async function setDelays({ settings }: Workshop, { delays }: Record<string, unknown>): Promise<HttpResponse> {
  if (!isDelays(delays)) return json(400, { message: 'PUT takes {"delays": "aws"} or {"delays": "none"}.' });
  settings.delays = delays;
  return json(200, settings);
}

function read(body: Uint8Array): Record<string, unknown> {
  try {
    return { ...(JSON.parse(new TextDecoder().decode(body)) as object) };
  } catch {
    return {};
  }
}

function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}
