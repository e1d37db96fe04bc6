import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../simulator/http.ts';
import { services } from '../../../simulator/services.ts';
import { modelService } from '../../../simulator/wire/schema/service-model.ts';
import { createRandom, type Random } from './random/random.ts';
import { randomRequest } from './random/random-request.ts';
import { HOSTILE_TEXTS } from './random/random-words.ts';
import { randomWorld } from './random/random-world.ts';
import { sign } from './random/sign.ts';
import { forge, spoil } from './random/spoil-request.ts';

const SEED = 20_261_124;
const REQUESTS_PER_OPERATION = 10;
const DEADLINE_MS = 2000;
const DAY_MS = 86_400_000;

type World = Awaited<ReturnType<typeof randomWorld>>;

/** What a request did that none may do; undefined if it behaved. */
async function misbehaviour({ endpoint, journal }: World, request: HttpRequest): Promise<string | undefined> {
  const [before, reported] = [journal.writes, endpoint.reported.length];
  const started = performance.now();
  const answer = await endpoint.send(request).catch((error: unknown) => error as Error);
  if (answer instanceof Error) return `rejected: ${answer.stack}`;
  if (endpoint.reported.length > reported) return `threw: ${(endpoint.reported.at(-1) as Error)?.stack}`;
  if (answer.status >= 500) return `answered ${answer.status}: ${answer.body}`;
  if (answer.status >= 400 && journal.writes > before) return `answered ${answer.status} and wrote`;
  const took = performance.now() - started;
  return took > DEADLINE_MS ? `took ${Math.round(took)} ms` : undefined;
}

/** Signed rightly for the most part, after it was spoiled or not. */
function madeReady({ credentials, now }: World, service: string, request: HttpRequest, random: Random): HttpRequest {
  const sent = random.chance(0.3) ? spoil(request, random) : request;
  const nowMs = random.chance(0.03) ? now + random.pick([-DAY_MS, DAY_MS, -now]) : now;
  const signed = sign({ service, credentials, nowMs }, sent);
  return random.chance(0.05) ? forge(signed, random) : signed;
}

const shown = ({ method, path, query, headers, body }: HttpRequest) =>
  `${method} ${path.slice(0, 200)}?${query.slice(0, 200)} ${headers['x-amz-target'] ?? ''} ${new TextDecoder().decode(body.slice(0, 600))}`;

describe('random requests get an answer below 500, and change nothing where it is an error', () => {
  it.each(Object.keys(services))(
    '%s',
    async (name) => {
      const load = services[name];
      if (!load) throw new Error(`no service ${name}`);
      const model = modelService(await load());
      const random = createRandom(SEED);
      const world = await randomWorld(name);
      const built = [...model.operations.values()].filter(({ implementation }) => implementation);
      const failures: string[] = [];
      const statuses = new Set<number>();
      for (let round = 0; round < REQUESTS_PER_OPERATION; round += 1) {
        for (const operation of built) {
          const request = madeReady(world, name, randomRequest(model, operation, random), random);
          const failure = await misbehaviour(world, request);
          if (failure) failures.push(`${operation.name} ${failure}\n  ${shown(request)}`);
          statuses.add(world.endpoint.records.list().at(-1)?.status ?? 0);
        }
      }
      expect(failures.slice(0, 5)).toEqual([]);
      // Not all were refused for their form.
      expect(statuses.size).toBeGreaterThan(1);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
    60_000,
  );

  it('services and operations that do not exist', async () => {
    const random = createRandom(SEED);
    const world = await randomWorld('none');
    const failures: string[] = [];
    const names = [...Object.keys(services), 'lambda', '__proto__', 'constructor', 'toString', '', 'a'.repeat(5000)];
    for (let round = 0; round < 300; round += 1) {
      const service = random.pick(names);
      const text = random.pick(HOSTILE_TEXTS).replace(/[^\x21-\x7e]/g, '?');
      const request: HttpRequest = {
        method: random.pick(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'BREW']),
        path: `/${text}`,
        query: random.pick(['', text, `Action=${text}`]),
        headers: { host: 'localhost:4566', 'x-amz-target': text },
        body: new TextEncoder().encode(text),
      };
      const failure = await misbehaviour(world, madeReady(world, service, request, random));
      if (failure) failures.push(`${service} ${failure}\n  ${shown(request)}`);
    }
    expect(failures.slice(0, 5)).toEqual([]);
  });
});
