import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../simulator/aws-error.ts';
import { createAgent } from '../../../../simulator/kubernetes/agent/agent.ts';
import type { PodCredentials } from '../../../../simulator/kubernetes/cluster.ts';
import { countingIds, FROZEN_NOW, frozenClock } from '../../wire/test-endpoint.ts';

const HOUR_MS = 3_600_000;
const base64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const jwt = (claims: object) => `${base64Url('{"alg":"RS256"}')}.${base64Url(JSON.stringify(claims))}.c2ln`;
const TOKEN = jwt({ exp: FROZEN_NOW / 1000 + 86_400 });

function agentWith({ lifeMs = 6 * HOUR_MS } = {}) {
  const clock = frozenClock();
  const calls: string[] = [];
  const behaviour: { installed: boolean; failure?: Error } = { installed: true };
  const agent = createAgent({
    clock,
    ids: countingIds(),
    hasAgent: () => behaviour.installed,
    async assumeRoleForPodIdentity(token): Promise<PodCredentials> {
      calls.push(token);
      if (behaviour.failure) throw behaviour.failure;
      const accessKeyId = `ASIA${calls.length}`;
      const expiresAtMs = clock.now() + lifeMs;
      return { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiresAtMs, accountId: '111122223333' };
    },
  });
  const get = ({ authorization = TOKEN, host = '169.254.170.23', path = '/v1/credentials' } = {}) =>
    agent({ method: 'GET', path, query: '', headers: { host, authorization }, body: new Uint8Array() });
  return { clock, calls, behaviour, get };
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };

describe('the agent at 169.254.170.23', () => {
  it('answers credentials as JSON, keys in the order of the real one', async () => {
    const { get } = agentWith();
    expect(await get()).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"AccessKeyId":"ASIA1","SecretAccessKey":"s","Token":"t","AccountId":"111122223333","Expiration":"2026-11-24T15:00:00Z"}',
    });
  });

  it('refuses connections while the add-on is absent', async () => {
    const { get, behaviour } = agentWith();
    behaviour.installed = false;
    await expect(get()).rejects.toThrow('connect ECONNREFUSED 169.254.170.23:80');
  });

  it.each([
    ['another path', { path: '/' }, 404, '404 page not found'],
    [
      'another host',
      { host: 'localhost:8080' },
      403,
      'Access Denied. Called agent through invalid address, please use either [169.254.170.23 fd00:ec2::23] address not localhost',
    ],
    ['no token', { authorization: '' }, 400, 'Service account token cannot be empty'],
    [
      'too few parts',
      { authorization: 'abc' },
      400,
      'Service account token cannot be parsed: token is malformed: token contains an invalid number of segments',
    ],
    [
      'a Bearer prefix',
      { authorization: `Bearer ${TOKEN}` },
      400,
      'Service account token cannot be parsed: token is malformed: could not base64 decode header: illegal base64 data at input byte 6',
    ],
    [
      'an expired token',
      { authorization: jwt({ exp: FROZEN_NOW / 1000 }) },
      400,
      'Service account token failed basic claim validations: token is expired',
    ],
    [
      'a token of the future',
      { authorization: jwt({ nbf: FROZEN_NOW / 1000 + 1 }) },
      400,
      'Service account token failed basic claim validations: token is not valid yet',
    ],
  ])('answers %s in plain text', async (_what, request, status, text) => {
    const { get, calls } = agentWith();
    expect(await get(request)).toEqual({ status, headers: PLAIN, body: `${text}\n` });
    expect(calls).toEqual([]);
  });

  it('takes its IPv6 address and a port too', async () => {
    const { get } = agentWith();
    expect((await get({ host: '[fd00:ec2::23]:80' })).status).toBe(200);
    expect((await get({ host: '169.254.170.23:80' })).status).toBe(200);
  });

  it("passes on EKS Auth's status and words", async () => {
    const { get, behaviour } = agentWith();
    behaviour.failure = new AwsError('AccessDeniedException', 400, 'Unauthorized Exception!');
    expect(await get()).toEqual({
      status: 400,
      headers: PLAIN,
      body: '[00000000-0000-4000-8000-000000000001]: (AccessDeniedException): Unauthorized Exception!, fault: client\n',
    });
  });
});

describe("the agent's cache", () => {
  it('asks once for a token, however many ask', async () => {
    const { get, calls } = agentWith();
    await Promise.all([get(), get(), get()]);
    await get();
    expect(calls).toHaveLength(1);
  });

  it('renews after three hours, so that a change reaches running pods late', async () => {
    const { get, calls, clock } = agentWith();
    await get();
    clock.advance(3 * HOUR_MS - 1);
    expect((await get()).body).toContain('ASIA1');
    clock.advance(1);
    await Promise.resolve();
    expect(calls).toHaveLength(2);
    expect((await get()).body).toContain('ASIA2');
  });

  it('keeps old credentials when renewal fails for now, drops them when it is refused', async () => {
    const { get, behaviour, clock, calls } = agentWith();
    await get();
    behaviour.failure = new AwsError('InternalServerException', 500, 'later');
    clock.advance(3 * HOUR_MS);
    await settled();
    expect((await get()).body).toContain('ASIA1');
    behaviour.failure = new AwsError('ResourceNotFoundException', 404, 'No association');
    clock.advance(60_000);
    await settled();
    expect(calls).toHaveLength(3);
    expect((await get()).status).toBe(404);
  });

  it('never hands out credentials with 15 seconds left', async () => {
    const { get } = agentWith({ lifeMs: 15_000 });
    expect(await get()).toMatchObject({ status: 500 });
  });

  it('forgets everything with the add-on', async () => {
    const { get, behaviour, calls } = agentWith();
    await get();
    behaviour.installed = false;
    await expect(get()).rejects.toThrow('ECONNREFUSED');
    behaviour.installed = true;
    await get();
    expect(calls).toHaveLength(2);
  });
});

/** Lets a renewal that the clock has started come to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
