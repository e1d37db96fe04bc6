import { expect, onTestFinished, vi } from 'vitest';
import type { AwsClients } from '../../../labs/kit/aws-clients.ts';
import type { KubeObject } from '../../../labs/kit/kube-client.ts';
import type { Question } from '../../../labs/why/case.ts';
import { readPlace } from '../../../labs/why/find-pod.ts';
import { why } from '../../../labs/why/why.ts';
import { type Cloud, createCloud } from '../../../simulator/cloud.ts';
import type { Delays } from '../../../simulator/delays.ts';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';
import { randomIds } from '../../../simulator/runtime-services.ts';
import { memoryStore, type Store } from '../../../simulator/state/store.ts';
import { frozenClock } from '../../simulator/wire/test-endpoint.ts';
import { openWorld } from './open-world.ts';
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

/** A local cloud in this process, without sockets and processes, and `lab:why` in it. */
export async function startWhyCloud(delays: Delays = 'none') {
  // At the present second: the clients of the labs sign with the machine's time.
  const clock = frozenClock(Math.floor(Date.now() / 1000) * 1000);
  const { apps, runtime } = sampleAppRuntime((form) => askSts(cloud, form));
  const cloud: Cloud = await createCloud({ ...surroundings, clock, delays, store: await freshStore(), runtime });
  onTestFinished(() => cloud.stop());
  await cloud.start();
  const opened = openWorld(cloud, CLUSTER);
  const { world, kube, clientsFor } = opened;

  /** The app in a pod that runs. */
  function app(pod: string): SampleApp {
    const found = apps.get(pod);
    if (!found) throw new Error(`no container of pod ${pod} was started`);
    return found;
  }

  return {
    ...opened,
    clock,
    app,
    /** Clients with the credentials that the agent hands to the pod cart. */
    async clientsOfPod() {
      const { AccessKeyId, SecretAccessKey, Token } = JSON.parse((await app('cart').askAgent()).body);
      return clientsFor({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token });
    },
    why: (place: string, question?: Question) => why(world, readPlace(place), { question, now: clock.now() }),
    /** The same, where the API server shows pods as `change` makes them: what this local cloud cannot bring about. */
    whyIfPods(change: (pod: KubeObject) => KubeObject, place: string) {
      const list = async (path: string) =>
        (await kube.list(path)).map((one) => (/\/pods/.test(path) ? change(one) : one));
      return why({ ...world, kube: () => ({ ...kube, list }) }, readPlace(place), { now: clock.now() });
    },
    /** How far instance metadata reaches: 1 for the node, 2 for its pods. */
    setHopLimit: (limit: number) => setHopLimit(world.aws, limit),
    /** Until the pod is Ready. */
    ready: (path: string) =>
      vi.waitFor(async () => {
        const pod = await kube.find(path);
        expect(JSON.stringify(pod?.status)).toContain('"type":"Ready","status":"True"');
      }),
  };
}

export type WhyCloud = Awaited<ReturnType<typeof startWhyCloud>>;

async function setHopLimit(aws: AwsClients, HttpPutResponseHopLimit: number): Promise<void> {
  const ec2 = await aws.ec2();
  const { Reservations = [] } = await ec2.describeInstances({
    Filters: [{ Name: 'tag:eks:cluster-name', Values: [CLUSTER] }],
  });
  for (const { InstanceId } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
    await ec2.modifyInstanceMetadataOptions({ InstanceId, HttpPutResponseHopLimit });
  }
}

async function askSts({ handle }: Cloud, form: Record<string, string>): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', host: 'sts.us-west-2.amazonaws.com' };
  const body = new TextEncoder().encode(String(new URLSearchParams(form)));
  return String((await handle({ method: 'POST', path: '/', query: '', headers, body })).body);
}
