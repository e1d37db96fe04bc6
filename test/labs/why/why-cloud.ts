import { expect, onTestFinished, vi } from 'vitest';
import { createAwsClients } from '../../../labs/kit/aws-clients.ts';
import { createKubeClient, type KubeObject } from '../../../labs/kit/kube-client.ts';
import { workshopNames } from '../../../labs/kit/names.ts';
import { createPodView } from '../../../labs/kit/pod-view.ts';
import type { AwsAccess } from '../../../labs/kit/sdk-configuration.ts';
import type { World } from '../../../labs/kit/world.ts';
import type { Question } from '../../../labs/why/case.ts';
import { readPlace } from '../../../labs/why/find-pod.ts';
import { why } from '../../../labs/why/why.ts';
import type { Transport } from '../../../shell/transport.ts';
import { createCloud } from '../../../simulator/cloud.ts';
import type { HttpHandler } from '../../../simulator/http.ts';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';
import { randomIds } from '../../../simulator/runtime-services.ts';
import { memoryStore, type Store } from '../../../simulator/state/store.ts';
import { frozenClock } from '../../simulator/wire/test-endpoint.ts';
import { type SampleApp, sampleAppRuntime } from './sample-app.ts';

export const CLUSTER = 'workshop-a';
export const ROLE_ARN = `arn:aws:iam::${LEARNER_ACCOUNT}:role/app`;

const surroundings = {
  ids: randomIds,
  clusterEndpoint: (name: string) => ({ url: `https://${name}.test`, certificateAuthorityPem: 'CA' }),
  report: (error: unknown) => expect.unreachable(String(error)),
};

/** What a local cloud has from the start. Its clusters' keys take a second to make, so that is done once. */
async function seed(): Promise<string[]> {
  const store = memoryStore();
  const { runtime } = sampleAppRuntime(async () => '');
  await (await createCloud({ ...surroundings, clock: frozenClock(Date.now()), store, runtime })).stop();
  return [...store.read()];
}

let seeded: Promise<string[]> | undefined;

async function freshStore(): Promise<Store> {
  seeded ??= seed();
  const store = memoryStore();
  store.rewrite(await seeded);
  return store;
}

/** A local cloud in this process, without sockets and processes, and the world of `lab:why` in it. */
export async function startWhyCloud() {
  // At the present second: the clients of the labs sign with the machine's time.
  const clock = frozenClock(Math.floor(Date.now() / 1000) * 1000);
  const { apps, runtime } = sampleAppRuntime((form) => askSts(form));
  const cloud = await createCloud({ ...surroundings, clock, store: await freshStore(), runtime });
  onTestFinished(() => cloud.stop());
  await cloud.start();
  const aws = transportTo(cloud.handle);
  const api = transportTo((request) => apiServer(request));
  const apiServer: HttpHandler = (request) => cloud.clusters.get(CLUSTER)?.handle(request) ?? notThere();
  async function askSts(form: Record<string, string>): Promise<string> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', host: 'sts.us-west-2.amazonaws.com' };
    const body = new TextEncoder().encode(String(new URLSearchParams(form)));
    const answer = await cloud.handle({ method: 'POST', path: '/', query: '', headers, body });
    return String(answer.body);
  }

  const token = cloud.credentials.kubernetesToken;
  const kube = createKubeClient({ server: 'https://workshop-a.test', token: async () => token, transport: api });
  const clientsFor = (credentials: AwsAccess['credentials']) =>
    createAwsClients({ region: 'us-west-2', endpoint: 'http://aws.test', credentials, transport: aws });
  const world: World = {
    names: workshopNames(LEARNER_ACCOUNT),
    kube: () => kube,
    app: (_cluster, namespace, name) => createPodView(kube, namespace, name),
    aws: clientsFor(cloud.credentials.learner),
  };

  /** Writes to the API server; a merge patch for PATCH. */
  async function write(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body: object = {}): Promise<void> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, accept: 'application/json' };
    const answer = await api({
      method,
      url: `https://workshop-a.test${path}`,
      headers,
      body: new TextEncoder().encode(JSON.stringify(body)),
    });
    expect(answer.status, new TextDecoder().decode(answer.body as Uint8Array)).toBeLessThan(300);
  }

  /** The app in a pod that runs. */
  function app(pod: string): SampleApp {
    const found = apps.get(pod);
    if (!found) throw new Error(`no container of pod ${pod} was started`);
    return found;
  }

  return {
    clock,
    world,
    kube,
    write,
    app,
    /** Clients with the credentials that the agent hands to the pod cart. */
    async clientsOfPod() {
      const { AccessKeyId, SecretAccessKey, Token } = JSON.parse((await app('cart').askAgent()).body);
      return clientsFor({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token });
    },
    why: (place: string, question?: Question) => why(world, readPlace(place), { question, now: clock.now() }),
    /** The same, where the API server shows pods as `change` makes them: what this local cloud cannot bring about. */
    whyIfPods(change: (pod: KubeObject) => KubeObject, place: string) {
      const list = async (path: string) => (await kube.list(path)).map((object) => change(object));
      const changed = { ...world, kube: () => ({ ...kube, list }) };
      return why(changed, readPlace(place), { now: clock.now() });
    },
    /** Until the pod is Ready. */
    ready: (path: string) =>
      vi.waitFor(async () => {
        const pod = await kube.find(path);
        expect(JSON.stringify(pod?.status)).toContain('"type":"Ready","status":"True"');
      }),
  };
}

export type WhyCloud = Awaited<ReturnType<typeof startWhyCloud>>;

const notThere = async () => ({ status: 404, headers: {}, body: '' });

function transportTo(handle: HttpHandler): Transport {
  return async ({ method, url, headers, body = new Uint8Array() }) => {
    const { pathname, search, host } = new URL(url);
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const answer = await handle({
      method,
      path: pathname,
      query: search.slice(1),
      headers: { host, ...Object.fromEntries(lower) },
      body,
      remoteAddress: '127.0.0.1',
    });
    const bytes = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body;
    return { status: answer.status, headers: answer.headers, body: bytes as Uint8Array };
  };
}
