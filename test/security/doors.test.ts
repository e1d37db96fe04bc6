import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Listener } from '../../host/listen.ts';
import { serveSite } from '../../scripts/kit/site.ts';
import { ask, type Machine, startMachine, type Told } from './machine.ts';
import { PODS, type PodDoors, startWebPod } from './web-pod.ts';

let machine: Machine;
let pod: PodDoors;
let site: Listener;
beforeAll(async () => {
  machine = await startMachine();
  pod = await startWebPod(machine);
  site = await serveSite([0]);
}, 60_000);
afterAll(async () => {
  await site.close();
  await machine.close();
});

/** Every port that the workshop listens on, by what is behind it. */
const doors: Record<string, () => string> = {
  aws: () => machine.url,
  'workshop-a': () => machine.kubernetes,
  'workshop-b': () => machine.clusters[1]?.url ?? '',
  agent: () => `http://127.0.0.1:${pod.agent}`,
  metadata: () => `http://127.0.0.1:${pod.metadata}`,
  lookup: () => `http://127.0.0.1:${pod.lookup}`,
  app: () => `http://127.0.0.1:${pod.app}`,
  site: () => `http://127.0.0.1:${site.port}`,
};
const NAMES = Object.keys(doors);
/** The site shows public files to anybody, and does nothing. */
const GUARDED = NAMES.filter((name) => name !== 'site');

const at = (name: string) => doors[name]?.() ?? '';

it.each(NAMES)('is at 127.0.0.1 and at no other address: %s', async (name) => {
  const port = Number(new URL(at(name)).port);
  await expect(reaches('127.0.0.1', port)).resolves.toBe(true);
  // Also loopback, where who listens at every address would answer.
  await expect(reaches('127.0.0.2', port)).resolves.toBe(false);
});

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (reached: boolean) => () => resolve(reached) ?? socket.destroy();
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

/** What each door says to whom it does not let in. */
function expectRefused(name: string, { status, text }: Told, why: RegExp): void {
  const agents = /^Access Denied\. Called agent through invalid address, please use either /;
  const words: Record<string, RegExp> = { agent: agents, app: /^Pages of other sites are not served here\.\n$/ };
  expect([name, status, text]).toEqual([name, 403, expect.stringMatching(words[name] ?? why)]);
}

describe('a page that reaches a door by a rebound name', () => {
  it.each(GUARDED)('is refused: %s', async (name) => {
    for (const host of ['attacker.example', 'a.attacker.example:8080', '127.0.0.1.attacker.example'])
      expectRefused(
        name,
        await ask(`${at(name)}/v1/credentials`, { headers: { host } }),
        /^Host ".+" is not served here\./,
      );
  });

  it('is refused at names of AWS, which only pods and SDKs use', async () => {
    const headers = { host: 'bucket.s3.us-west-2.amazonaws.com', 'sec-fetch-site': 'same-origin' };
    expectRefused(
      'aws',
      await ask(machine.url, { headers }),
      /^Browsers are served at 127\.0\.0\.1 and localhost only\.\n$/,
    );
  });
});

/** Each is what a page can send without asking first (no preflight): Fetch standard, "CORS-safelisted request-header". */
const FORM = 'application/x-www-form-urlencoded';
const TOKEN_CALL = 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=r&RoleSessionName=s&WebIdentityToken=t';
const simpleRequests = [
  { path: '/', type: 'text/plain', body: '{}' },
  { path: '/', type: FORM, body: TOKEN_CALL },
  { path: '/', type: 'multipart/form-data; boundary=b', body: '--b--' },
  { path: '/_workshop/clusters/workshop-a/rotate-signing-key', type: 'text/plain', body: '{}' },
  { path: `${PODS}`, type: 'text/plain', body: '{}' },
  { path: '/v1/credentials', type: 'text/plain', body: '' },
];

describe('the page of another site', () => {
  it.each(GUARDED.filter((name) => name !== 'metadata'))('posts nothing to a door: %s', async (name) => {
    for (const { path, type, body } of simpleRequests) {
      const headers = { origin: 'https://attacker.example', 'sec-fetch-site': 'cross-site', 'content-type': type };
      const told = await ask(`${at(name)}${path}`, { method: 'POST', headers, body });
      if (name === 'agent' && told.status === 404) continue;
      expectRefused(name, told, /^Requests from the origin "https:\/\/attacker\.example" are not served here\.\n$/);
    }
  });

  it.each(['aws', 'workshop-a', 'lookup', 'app'])(
    'loads nothing from a door, as an image would be: %s',
    async (name) => {
      const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
      const told = await ask(`${at(name)}/?${TOKEN_CALL}`, { headers });
      expectRefused(name, told, /^Requests from the page of another site are not served here\.\n$/);
    },
  );

  it('gets no answer to the question whether it may send more', async () => {
    const headers = { origin: 'https://attacker.example', 'access-control-request-method': 'PUT' };
    for (const name of ['aws', 'workshop-a']) {
      const { status, headers: answered } = await ask(`${at(name)}/_workshop/delays`, { method: 'OPTIONS', headers });
      expect([status, answered['access-control-allow-origin']]).toEqual([403, undefined]);
    }
  });

  it('opens no shell in a pod, whatever token it has', async () => {
    const url = `${machine.kubernetes.replace('https', 'wss')}${PODS}/web/exec?command=env&stdout=true`;
    const options = { origin: 'https://attacker.example', headers: machine.bearer, rejectUnauthorized: false };
    const socket = new WebSocket(url, ['v5.channel.k8s.io'], options);
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(error.message).toBe('Unexpected server response: 403');
  });
});

describe('who comes without a signature or a token', () => {
  it('changes nothing in AWS', async () => {
    const sent = {
      method: 'POST',
      headers: { 'content-type': FORM },
      body: 'Action=CreateUser&Version=2010-05-08&UserName=x',
    };
    const { status, text } = await ask(machine.url, {
      ...sent,
      headers: { ...sent.headers, host: 'iam.amazonaws.com' },
    });
    expect([status, text]).toEqual([403, expect.stringContaining('<Code>MissingAuthenticationToken</Code>')]);
    const bucket = await ask(`${machine.url}/bucket`, { method: 'PUT' });
    expect([bucket.status, bucket.text]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  });

  it('reads nothing in Kubernetes', async () => {
    const { status, text } = await ask(`${machine.kubernetes}${PODS}`);
    expect([status, JSON.parse(text)]).toEqual([401, expect.objectContaining({ message: 'Unauthorized' })]);
  });

  it('gets no credentials of the node by a mere GET where version 2 is required', async () => {
    const headers = { host: '169.254.169.254' };
    const { status, text } = await ask(`${at('metadata')}/latest/meta-data/iam/security-credentials/`, { headers });
    expect([status, text]).toEqual([401, expect.stringContaining('401 - Unauthorized')]);
  });
});

it('the site serves nothing but its own files', async () => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/%00'])
    expect([path, (await ask(`${at('site')}${path}`)).text]).toEqual([path, expect.not.stringContaining('"scripts"')]);
});
