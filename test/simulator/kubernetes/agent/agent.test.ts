import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../simulator/aws-error.ts';
import { createAgentHost } from '../../../../simulator/kubernetes/agent/agent-container.ts';
import type { PodCredentials } from '../../../../simulator/kubernetes/cluster.ts';
import type { ContainerRuntime, RunningContainer } from '../../../../simulator/kubernetes/container-runtime.ts';
import { countingIds, FROZEN_NOW, frozenClock } from '../../wire/test-endpoint.ts';

const HOUR_MS = 3_600_000;
const base64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const jwt = (claims: object) => `${base64Url('{"alg":"RS256"}')}.${base64Url(JSON.stringify(claims))}.c2ln`;
const TOKEN = jwt({ exp: FROZEN_NOW / 1000 + 86_400 });

const NODE = 'ip-10-0-0-10.us-west-2.compute.internal';

const CONTAINER = {
  image: '602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/eks-pod-identity-agent:v0.1.37',
  command: ['/go-runner', '/eks-pod-identity-agent', 'server'],
};

async function agentWith({ lifeMs = 6 * HOUR_MS } = {}) {
  const clock = frozenClock();
  const calls: string[] = [];
  const behaviour: { failure?: Error } = {};
  const { agent, runtime } = createAgentHost({} as ContainerRuntime, {
    clock,
    ids: countingIds(),
    clusterName: 'workshop-a',
    async assumeRoleForPodIdentity(token, node): Promise<PodCredentials> {
      calls.push(`${node} ${token}`);
      if (behaviour.failure) throw behaviour.failure;
      const accessKeyId = `ASIA${calls.length}`;
      const expiresAtMs = clock.now() + lifeMs;
      return { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiresAtMs, assumedRole: ROLE };
    },
  });
  const lines: string[] = [];
  const events = { output: (text: string) => void lines.push(text), exited: () => undefined };
  const start = (hostname = NODE) =>
    runtime.start({ ...CONTAINER, hostname } as Parameters<ContainerRuntime['start']>[0], events);
  const process: RunningContainer = await start();
  const log = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const get = ({ authorization = TOKEN, host = '169.254.170.23', path = '/v1/credentials', node = NODE } = {}) =>
    agent(node)({ method: 'GET', path, query: '', headers: { host, authorization }, body: new Uint8Array() });
  return { clock, calls, behaviour, get, start, process, log, lines };
}

const ROLE = {
  arn: 'arn:aws:sts::111122223333:assumed-role/cart/eks-workshop-a',
  id: 'AROATESTROLE00000000:eks-workshop-a',
};
const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };

describe('the agent at 169.254.170.23', () => {
  it('answers credentials as JSON, keys in the order of the real one', async () => {
    const { get } = await agentWith();
    expect(await get()).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"AccessKeyId":"ASIA1","SecretAccessKey":"s","Token":"t","AccountId":"111122223333","Expiration":"2026-11-24T15:00:00Z"}',
    });
  });

  it('refuses connections while its container does not run', async () => {
    const { get, process } = await agentWith();
    await process.stop(0);
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
    const { get, calls } = await agentWith();
    expect(await get(request)).toEqual({ status, headers: PLAIN, body: `${text}\n` });
    expect(calls).toEqual([]);
  });

  it('takes its IPv6 address and a port too', async () => {
    const { get } = await agentWith();
    expect((await get({ host: '[fd00:ec2::23]:80' })).status).toBe(200);
    expect((await get({ host: '169.254.170.23:80' })).status).toBe(200);
  });

  it("passes on EKS Auth's status and words", async () => {
    const { get, behaviour } = await agentWith();
    behaviour.failure = new AwsError('AccessDeniedException', 400, 'Unauthorized Exception!');
    expect(await get()).toEqual({
      status: 400,
      headers: PLAIN,
      body: '[00000000-0000-4000-8000-000000000002]: (AccessDeniedException): Unauthorized Exception!, fault: client\n',
    });
  });
});

describe('its limits', () => {
  it('are 500 requests at once, and a thousand a second', async () => {
    const { get, clock } = await agentWith();
    const statuses = async (count: number) =>
      Promise.all(Array.from({ length: count }, async () => (await get({ authorization: '' })).status));
    expect(new Set(await statuses(500))).toEqual(new Set([400]));
    expect(await get()).toEqual({ status: 429, headers: PLAIN, body: 'Too Many Requests\n' });
    clock.advance(2);
    expect(await statuses(3)).toEqual([400, 400, 429]);
  });

  it('let three credentials be renewed in a second; others wait for a minute or two', async () => {
    const { get, calls, clock, log } = await agentWith();
    for (let pod = 0; pod < 4; pod += 1) await get({ authorization: jwt({ pod }) });
    clock.advance(3 * HOUR_MS);
    await settled();
    expect(calls).toHaveLength(7);
    expect(log().at(-1)).toMatchObject({
      from: 'renewal-thread',
      msg: expect.stringMatching(/^Storing|^Rate limited!/),
    });
    clock.advance(120_000);
    await settled();
    expect(calls).toHaveLength(8);
  });
});

describe('its log', () => {
  it('is JSON as the real one writes it', async () => {
    const { get, lines } = await agentWith();
    const time = '2026-11-24T09:00:00Z';
    expect(lines.slice(0, 2)).toEqual([
      `{"bind-addr":"169.254.170.23:80","level":"info","msg":"Pod Identity Agent version 0.1.37","time":"${time}"}\n`,
      `{"bind-addr":"169.254.170.23:80","level":"info","msg":"Starting server...","time":"${time}"}\n`,
    ]);
    lines.length = 0;
    await get();
    const common = `"client-addr":"127.0.0.1:11112","cluster-name":"workshop-a"`;
    expect(lines).toEqual([
      `{${common},"level":"info","msg":"handling new request request from 127.0.0.1:11112","time":"${time}"}\n`,
      `{${common},"level":"info","msg":"Calling EKS Auth to fetch credentials","time":"${time}"}\n`,
      `{${common},"fetched_role_arn":"${ROLE.arn}","fetched_role_id":"${ROLE.id}","level":"info","msg":"Successfully fetched credentials from EKS Auth","request_time_ms":0,"time":"${time}"}\n`,
      `{${common},"level":"info","msg":"Storing creds in cache","refreshTtl":10800000000000,"time":"${time}"}\n`,
    ]);
  });

  it("names EKS Auth's refusals as the SDK for Go does", async () => {
    const { get, behaviour, log } = await agentWith();
    behaviour.failure = new AwsError('ResourceNotFoundException', 404, 'No association');
    await get();
    expect(log().at(-1)).toMatchObject({
      level: 'error',
      'request-id': '00000000-0000-4000-8000-000000000002',
      msg:
        'Error fetching credentials: error getting credentials to cache: unable to fetch credentials from EKS Auth: ' +
        'operation error EKS Auth: AssumeRoleForPodIdentity, https response error StatusCode: 404, ' +
        'RequestID: 00000000-0000-4000-8000-000000000002, ResourceNotFoundException: No association',
    });
  });
});

describe('its container', () => {
  it('answers probes on the node, and has no shell', async () => {
    const { process } = await agentWith();
    const request = { method: 'GET', query: '', headers: {}, body: new Uint8Array() };
    expect((await process.request(2703, { ...request, path: '/readyz' })).status).toBe(200);
    expect((await process.request(2703, { ...request, path: '/' })).status).toBe(404);
    await expect(process.request(80, { ...request, path: '/' })).rejects.toThrow('connect ECONNREFUSED 127.0.0.1:80');
    let said = '';
    const stderr = (bytes: Uint8Array) => {
      said += new TextDecoder().decode(bytes);
    };
    expect(await process.exec(['sh'], { stdout: stderr, stderr, tty: false })).toBe(126);
    expect(said).toContain('exec: "sh": executable file not found in $PATH: unknown');
  });
});

describe("the agent's cache", () => {
  it('is one for each node, and signs as its node', async () => {
    const { get, start, calls } = await agentWith();
    const node = 'ip-10-0-0-11.us-west-2.compute.internal';
    await expect(get({ node })).rejects.toThrow('connect ECONNREFUSED 169.254.170.23:80');
    const second = await start(node);
    await get();
    await get({ node });
    expect(calls).toEqual([`${NODE} ${TOKEN}`, `${node} ${TOKEN}`]);
    await second.stop(0);
    await expect(get({ node })).rejects.toThrow('connect ECONNREFUSED 169.254.170.23:80');
    expect(await get()).toMatchObject({ status: 200 });
  });

  it('asks once for a token, however many ask', async () => {
    const { get, calls } = await agentWith();
    await Promise.all([get(), get(), get()]);
    await get();
    expect(calls).toHaveLength(1);
  });

  it('renews after three hours, so that a change reaches running pods late', async () => {
    const { get, calls, clock } = await agentWith();
    await get();
    clock.advance(3 * HOUR_MS - 1);
    expect((await get()).body).toContain('ASIA1');
    clock.advance(1);
    await Promise.resolve();
    expect(calls).toHaveLength(2);
    expect((await get()).body).toContain('ASIA2');
  });

  it('keeps old credentials when renewal fails for now, drops them when it is refused', async () => {
    const { get, behaviour, clock, calls } = await agentWith();
    await get();
    behaviour.failure = new AwsError('InternalServerException', 500, 'later');
    clock.advance(3 * HOUR_MS);
    await settled();
    expect((await get()).body).toContain('ASIA1');
    behaviour.failure = new AwsError('ResourceNotFoundException', 404, 'No association');
    clock.advance(120_000);
    await settled();
    expect(calls).toHaveLength(3);
    expect((await get()).status).toBe(404);
  });

  it('never hands out credentials with 15 seconds left', async () => {
    const { get } = await agentWith({ lifeMs: 15_000 });
    expect(await get()).toEqual({
      status: 500,
      headers: PLAIN,
      body: 'fetched credentials are expired or will expire within the next 15.00 seconds\n',
    });
  });

  it('is forgotten with the process', async () => {
    const { get, process, start, calls } = await agentWith();
    await get();
    await process.stop(0);
    await expect(get()).rejects.toThrow('ECONNREFUSED');
    await start();
    await get();
    expect(calls).toHaveLength(2);
  });
});

/** Lets a renewal that the clock has started come to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
