import {
  type ContainerEvents,
  type ContainerRuntime,
  type ContainerSpec,
  StartError,
} from '../../../../simulator/kubernetes/container-runtime.ts';
import { createKubelet } from '../../../../simulator/kubernetes/kubelet/create-kubelet.ts';
import type { PodTokenRequest } from '../../../../simulator/kubernetes/kubelet/kubelet.ts';
import type { Pod } from '../../../../simulator/kubernetes/kubelet/pod.ts';
import { scaleNodeGroups } from '../../../../simulator/kubernetes/nodes/node-groups.ts';
import { startScheduler } from '../../../../simulator/kubernetes/scheduler/scheduler.ts';
import { createStorage, type KubeObject, type Storage } from '../../../../simulator/kubernetes/storage.ts';
import type { Clock, Ids } from '../../../../simulator/runtime-services.ts';
import { openState } from '../../../../simulator/state/state.ts';
import { memoryStore } from '../../../../simulator/state/store.ts';
import { WORKSHOP_GROUP } from '../workshop-group.ts';

/** A container of the fake runtime, as a test steers it. */
export interface FakeContainer {
  spec: ContainerSpec;
  events: ContainerEvents;
  updates: { path: string; files: Record<string, Uint8Array> }[];
  httpStatus: number | undefined;
  /** What was executed in it, and the exit code that this has; undefined if it never ends. */
  commands: string[];
  execCode: number | undefined;
  stoppedAfterMs: number | undefined;
}

const START_MS = Date.parse('2026-11-24T05:00:00Z');

export function testClock() {
  let now = START_MS;
  let timers: { at: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after(delayMs, callback) {
      const timer = { at: now + delayMs, run: callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  /** Lets time pass, timer by timer, with everything that each sets off. */
  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    await settle();
    for (;;) {
      const next = timers.filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      timers = timers.filter((one) => one !== next);
      now = Math.max(now, next.at);
      next.run();
      await settle();
    }
    now = end;
  }
  return { clock, pass };
}

/** Until no promise is waiting for another. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function countingIds(): Ids {
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };
  return { uuid: () => `uid-${next()}`, chars: (length) => String(next()).padStart(length, '0') };
}

export async function startKubelet() {
  const { clock, pass } = testClock();
  const ids = countingIds();
  const storage = createStorage({ state: openState(memoryStore()), cluster: 'workshop-a', clock, ids });
  storage.create('namespaces', object('Namespace', 'shop', undefined));
  const containers: FakeContainer[] = [];
  const tokens: PodTokenRequest[] = [];
  const kubelet = createKubelet({
    storage,
    clock,
    ids,
    runtime: fakeRuntime(containers),
    cluster: 'workshop-a',
    agent: () => async () => ({ status: 404, headers: {}, body: '' }),
    async mintPodToken(request) {
      tokens.push(request);
      return { token: `token-${tokens.length}`, expiresAtMs: clock.now() + request.expirationSeconds * 1000 };
    },
  });
  scaleNodeGroups({
    ...{ storage, clock, cluster: 'workshop-a', version: '1.33' },
    nodeGroups: () => [WORKSHOP_GROUP],
    instanceId: (slot) => `i-${slot}`,
  });
  await kubelet.start();
  startScheduler({
    ...{ storage, clock, ids },
    reportError(error) {
      throw error;
    },
  });
  return { kubelet, storage, clock, pass, containers, tokens };
}

function fakeRuntime(containers: FakeContainer[]): ContainerRuntime {
  return {
    whyNotRunnable: (image) => (image === 'nginx' ? 'only node runs here' : undefined),
    async start(spec, events) {
      if (spec.command[0] === 'python') throw new StartError('exec: "python": executable file not found in $PATH');
      const steering = { updates: [], httpStatus: 200, stoppedAfterMs: undefined, commands: [], execCode: 0 };
      const fake: FakeContainer = { spec, events, ...steering };
      containers.push(fake);
      return {
        listensOn: () => fake.httpStatus !== undefined,
        updateMount: async (path, files) => void fake.updates.push({ path, files }),
        async exec(command, io) {
          fake.commands.push(command.join(' '));
          io.stdout(new TextEncoder().encode(command.join(' ')));
          if (command[0] === 'false') return 1;
          return fake.execCode ?? new Promise<never>(() => {});
        },
        async request() {
          if (fake.httpStatus === undefined) throw new Error('connect: connection refused');
          return { status: fake.httpStatus, headers: {}, body: 'hello' };
        },
        async stop(graceMs) {
          fake.stoppedAfterMs = graceMs;
          events.exited(143);
        },
      };
    },
  };
}

export function object(kind: string, name: string, namespace: string | undefined, rest: object = {}): KubeObject {
  const metadata = { name, uid: '', resourceVersion: '', creationTimestamp: '', ...(namespace && { namespace }) };
  return { apiVersion: 'v1', kind, metadata, ...rest };
}

export function createPod(storage: Storage, spec: object = {}): Pod {
  const containers = [{ name: 'app', image: 'node', command: ['node', '/app/app.mjs'] }];
  const pod = object('Pod', 'cart', 'shop', { spec: { containers, serviceAccountName: 'cart', ...spec } });
  return storage.create('pods', pod) as Pod;
}

export const getPod = (storage: Storage) => storage.get('pods', 'shop', 'cart') as Pod;

export const eventsOf = (storage: Storage) =>
  storage.list('events', 'shop').map((event) => `${event.reason}: ${event.message}`);
