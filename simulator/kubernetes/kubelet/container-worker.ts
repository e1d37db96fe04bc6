import type { Container, ContainerStatus } from 'kubernetes-types/core/v1';
import type { RunningContainer } from '../container-runtime.ts';
import { backOffSeconds, durationText, mayRestart } from './back-off.ts';
import {
  becomeWaiting,
  type ContainerContext,
  type ContainerWorkerOptions,
  containerStatus,
  openContainer,
  tell,
} from './container-context.ts';
import type { ContainerLog } from './container-log.ts';
import { longNameOf } from './pod.ts';
import { pullImage } from './pull-image.ts';
import { runContainer } from './run-container.ts';
import { stopContainer } from './stop-container.ts';

/** Runs one container of a pod, and starts it again as its policy says. */
export interface ContainerWorker {
  readonly container: Container;
  /** Resolves with the last exit code; undefined if it was stopped before it ran. */
  run(): Promise<number | undefined>;
  /** Resolves when it has started for the first time, as its startup probe sees it, or will not any more. */
  started(): Promise<void>;
  status(): ContainerStatus;
  running(): RunningContainer | undefined;
  log(previous: boolean): ContainerLog | undefined;
  /** Something that it refers to may be there now. */
  wake(): void;
  stop(graceMs: number): Promise<void>;
}

export function createContainerWorker(options: ContainerWorkerOptions): ContainerWorker {
  const start = createSignal();
  const context = openContainer({
    ...options,
    changed() {
      if (context.started) start.give();
      options.changed();
    },
  });
  const { container, pause, logs } = context;
  let finished: Promise<number | undefined> | undefined;
  return {
    container,
    run() {
      finished = runToEnd(context);
      return finished;
    },
    started: () => start.given,
    status: () => containerStatus(context),
    running: () => context.current,
    log: (previous) => logs[previous ? 1 : 0],
    wake() {
      // A back-off is not cut short by somebody's ConfigMap.
      if (context.state.waiting?.reason === 'CreateContainerConfigError') pause.wake();
    },
    async stop(graceMs) {
      pause.end();
      start.give();
      if (context.current) tell(context, 'Normal', 'Killing', `Stopping container ${container.name}`);
      if (context.current) await stopContainer(context, context.current, graceMs);
      await finished;
    },
  };
}

function createSignal(): { given: Promise<void>; give(): void } {
  let give: () => void = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

async function runToEnd(context: ContainerContext): Promise<number | undefined> {
  const { pause, node, restartPolicy } = context;
  if (!(await pullImage(context))) return undefined;
  let failures = 0;
  while (!pause.ended) {
    const startedAtMs = node.clock.now();
    const exitCode = await runContainer(context);
    if (exitCode === undefined) continue;
    if (pause.ended || !mayRestart(restartPolicy, exitCode)) return exitCode;
    const seconds = backOffSeconds(failures, node.clock.now() - startedAtMs);
    failures = seconds === 0 ? 1 : failures + 1;
    context.lastState = context.state;
    if (seconds > 0) await backOff(context, seconds);
    context.restartCount += 1;
  }
  return undefined;
}

async function backOff(context: ContainerContext, seconds: number): Promise<void> {
  const { name } = context.container;
  const pod = longNameOf(context.pod());
  tell(context, 'Warning', 'BackOff', `Back-off restarting failed container ${name} in pod ${pod}`);
  const message = `back-off ${durationText(seconds)} restarting failed container=${name} pod=${pod}`;
  becomeWaiting(context, 'CrashLoopBackOff', message);
  await context.pause.wait(seconds * 1000);
}
