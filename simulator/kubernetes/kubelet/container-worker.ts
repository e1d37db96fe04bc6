import type { Container, ContainerStatus } from 'kubernetes-types/core/v1';
import type { ContainerMount, RunningContainer } from '../container-runtime.ts';
import { timestamp } from '../timestamp.ts';
import { backOffSeconds, mayRestart } from './back-off.ts';
import { type ContainerLog, createContainerLog } from './container-log.ts';
import { containerSpec } from './container-spec.ts';
import { NotThereYet } from './key-values.ts';
import type { Node } from './node.ts';
import { createPause } from './pause.ts';
import { longNameOf, type Pod } from './pod.ts';
import type { PodAddresses } from './pod-field.ts';
import { watchProbes } from './watch-probes.ts';

type State = NonNullable<ContainerStatus['state']>;

export interface ContainerWorker {
  readonly container: Container;
  /** Runs it, again and again if the policy says so; resolves with the last exit code, undefined if stopped. */
  run(): Promise<number | undefined>;
  status(): ContainerStatus;
  running(): RunningContainer | undefined;
  log(previous: boolean): ContainerLog | undefined;
  /** Something that it refers to may be there now. */
  wake(): void;
  stop(graceMs: number): Promise<void>;
}

export interface ContainerWorkerOptions {
  node: Node;
  pod(): Pod;
  container: Container;
  addresses: PodAddresses;
  restartPolicy: string;
  /** Why it does not run at first: ContainerCreating, or PodInitializing behind init containers. */
  waitsFor: string;
  /** Of an earlier life of the local cloud. */
  restartCount: number;
  mounts(): ContainerMount[];
  changed(): void;
}

const RETRY_MS = 10_000;
const ONE_DAY_MS = 86_400_000;

export function createContainerWorker(options: ContainerWorkerOptions): ContainerWorker {
  const { node, container, addresses, changed } = options;
  const { clock, runtime } = node;
  const pause = createPause(clock);
  const event = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    node.events(options.pod(), { type, reason, message, container: container.name });
  const logs: ContainerLog[] = [];
  const id = `workshop://${node.ids.uuid()}`;
  let state: State = { waiting: { reason: options.waitsFor } };
  let lastState: State = {};
  let [ready, started, restartCount] = [false, false, options.restartCount];
  let current: RunningContainer | undefined;
  let finished: Promise<number | undefined> | undefined;
  const become = (next: State) => {
    state = next;
    changed();
  };
  const waiting = (reason: string, message: string) => become({ waiting: { reason, message } });

  /** Until the image can be pulled: never, for one that is not of the workshop, but the pod may be deleted. */
  async function pull(): Promise<boolean> {
    const problem = runtime.whyNotRunnable(container.image ?? '');
    if (problem === undefined) return true;
    event('Warning', 'Failed', `Failed to pull image "${container.image}": ${problem}`);
    event('Warning', 'Failed', 'Error: ErrImagePull');
    waiting('ErrImagePull', problem);
    await pause.wait(RETRY_MS);
    if (pause.ended) return false;
    const backOff = `Back-off pulling image "${container.image}"`;
    event('Normal', 'BackOff', backOff);
    event('Warning', 'Failed', 'Error: ImagePullBackOff');
    waiting('ImagePullBackOff', `${backOff}: ErrImagePull: ${problem}`);
    while (!pause.ended) await pause.wait(ONE_DAY_MS);
    return false;
  }

  /** One run: resolves with the exit code, or undefined if it could not start or was stopped. */
  async function runOnce(): Promise<number | undefined> {
    const log = createContainerLog();
    let onExit: (exitCode: number) => void = () => {};
    const exited = new Promise<number>((resolve) => {
      onExit = resolve;
    });
    const events = { output: (text: string) => log.append(text, clock.now()), exited: onExit };
    const spec = containerSpec({ ...options, pod: options.pod(), mounts: options.mounts() });
    const running = await runtime.start(spec, events);
    if (pause.ended) await running.stop(0);
    event('Normal', 'Pulled', `Container image "${container.image}" already present on machine`);
    event('Normal', 'Created', `Created container: ${container.name}`);
    event('Normal', 'Started', `Started container ${container.name}`);
    logs.unshift(log);
    logs.splice(2);
    current = running;
    const startedAt = timestamp(clock.now());
    become({ running: { startedAt } });
    const stopProbes = watch(running);
    const exitCode = await exited;
    stopProbes();
    log.end();
    current = undefined;
    ready = false;
    started = false;
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    become({ terminated: { exitCode, reason, startedAt, finishedAt: timestamp(clock.now()), containerID: id } });
    return exitCode;
  }

  function watch(running: RunningContainer): () => void {
    return watchProbes(
      { clock, container, running, podIp: addresses.podIp },
      {
        started() {
          started = true;
          changed();
        },
        ready(isReady) {
          ready = isReady;
          changed();
        },
        failed: (message) => event('Warning', 'Unhealthy', message),
        dead(probe) {
          event(
            'Normal',
            'Killing',
            `Container ${container.name} failed ${probe.toLowerCase()} probe, will be restarted`,
          );
          void running.stop(graceOf(options.pod()));
        },
      },
    );
  }

  async function tryRunOnce(): Promise<number | undefined> {
    try {
      return await runOnce();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      event('Warning', 'Failed', `Error: ${message}`);
      waiting(error instanceof NotThereYet ? 'CreateContainerConfigError' : 'CreateContainerError', message);
      await pause.wait(RETRY_MS);
      return undefined;
    }
  }

  async function run(): Promise<number | undefined> {
    if (!(await pull())) return undefined;
    let failures = 0;
    while (!pause.ended) {
      const before = clock.now();
      const exitCode = await tryRunOnce();
      if (exitCode === undefined) continue;
      if (pause.ended || !mayRestart(options.restartPolicy, exitCode)) return exitCode;
      const seconds = backOffSeconds(failures, clock.now() - before);
      failures = seconds === 0 ? 1 : failures + 1;
      lastState = state;
      if (seconds > 0) await backOff(seconds);
      restartCount += 1;
    }
    return undefined;
  }

  async function backOff(seconds: number): Promise<void> {
    const pod = longNameOf(options.pod());
    event('Warning', 'BackOff', `Back-off restarting failed container ${container.name} in pod ${pod}`);
    waiting(
      'CrashLoopBackOff',
      `back-off ${durationText(seconds)} restarting failed container=${container.name} pod=${pod}`,
    );
    await pause.wait(seconds * 1000);
  }

  return {
    container,
    run() {
      finished = run();
      return finished;
    },
    running: () => current,
    log: (previous) => logs[previous ? 1 : 0],
    wake: pause.wake,
    status: () => ({
      name: container.name,
      image: container.image ?? '',
      imageID: '',
      ...(logs.length > 0 && { containerID: id }),
      ready,
      started,
      restartCount,
      state,
      lastState,
    }),
    async stop(graceMs) {
      pause.end();
      if (current) event('Normal', 'Killing', `Stopping container ${container.name}`);
      await current?.stop(graceMs);
      await finished;
    },
  };
}

const graceOf = (pod: Pod) => (pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;

/** As Go prints durations: 10s, 1m20s, 5m0s. */
function durationText(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
