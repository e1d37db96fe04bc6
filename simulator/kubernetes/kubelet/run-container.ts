import type { ContainerEvents, RunningContainer } from '../container-runtime.ts';
import { timestamp } from '../timestamp.ts';
import { become, becomeWaiting, type ContainerContext, tell } from './container-context.ts';
import { createContainerLog } from './container-log.ts';
import { containerSpec } from './container-spec.ts';
import { NotThereYet } from './key-values.ts';
import { watchProbes } from './watch-probes.ts';

const RETRY_MS = 10_000;

/** One run, from start to end: resolves with the exit code; undefined, after a while, if it could not start. */
export async function runContainer(context: ContainerContext): Promise<number | undefined> {
  try {
    return await run(context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell(context, 'Warning', 'Failed', `Error: ${message}`);
    const reason = error instanceof NotThereYet ? 'CreateContainerConfigError' : 'CreateContainerError';
    becomeWaiting(context, reason, message);
    await context.pause.wait(RETRY_MS);
    return undefined;
  }
}

async function run(context: ContainerContext): Promise<number> {
  const { node, logs } = context;
  const log = createContainerLog();
  const { exitCode, events } = listenTo((text) => log.append(text, node.clock.now()));
  const spec = containerSpec({ ...context, pod: context.pod(), mounts: context.mounts() });
  const running = await node.runtime.start(spec, events);
  if (context.pause.ended) await running.stop(0);
  tellStarted(context);
  logs.unshift(log);
  logs.splice(2);
  context.current = running;
  const startedAt = timestamp(node.clock.now());
  become(context, { running: { startedAt } });
  const stopProbes = probe(context, running);
  const code = await exitCode;
  stopProbes();
  log.end();
  becomeTerminated(context, code, startedAt);
  return code;
}

function listenTo(output: (text: string) => void): { exitCode: Promise<number>; events: ContainerEvents } {
  let exited: (exitCode: number) => void = () => {};
  const exitCode = new Promise<number>((resolve) => {
    exited = resolve;
  });
  return { exitCode, events: { output, exited } };
}

function tellStarted(context: ContainerContext): void {
  const { image, name } = context.container;
  tell(context, 'Normal', 'Pulled', `Container image "${image}" already present on machine`);
  tell(context, 'Normal', 'Created', `Created container: ${name}`);
  tell(context, 'Normal', 'Started', `Started container ${name}`);
}

function becomeTerminated(context: ContainerContext, exitCode: number, startedAt: string): void {
  Object.assign(context, { current: undefined, ready: false, started: false });
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  const finishedAt = timestamp(context.node.clock.now());
  become(context, { terminated: { exitCode, reason, startedAt, finishedAt, containerID: context.id } });
}

function probe(context: ContainerContext, running: RunningContainer): () => void {
  const { node, container, addresses, pod } = context;
  const set = (change: { started?: boolean; ready?: boolean }) => {
    Object.assign(context, change);
    context.changed();
  };
  return watchProbes(
    { clock: node.clock, container, running, podIp: addresses.podIp },
    {
      started: () => set({ started: true }),
      ready: (ready) => set({ ready }),
      failed: (message) => tell(context, 'Warning', 'Unhealthy', message),
      dead(kind) {
        const why = `failed ${kind.toLowerCase()} probe, will be restarted`;
        tell(context, 'Normal', 'Killing', `Container ${container.name} ${why}`);
        void running.stop((pod().spec.terminationGracePeriodSeconds ?? 30) * 1000);
      },
    },
  );
}
