import { type ContainerEvents, type RunningContainer, StartError } from '../container-runtime.ts';
import { timestamp } from '../timestamp.ts';
import { become, becomeWaiting, type ContainerContext, tell } from './container-context.ts';
import { type ContainerLog, createContainerLog } from './container-log.ts';
import { containerSpec } from './container-spec.ts';
import { newContainerId } from './image-id.ts';
import { NotThereYet } from './key-values.ts';
import { runHook } from './run-hook.ts';
import { stopContainer } from './stop-container.ts';
import { becomeTerminated, type ContainerExit, START_ERROR, terminationMessage } from './termination.ts';
import { watchProbes } from './watch-probes.ts';

const RETRY_MS = 10_000;

/** One run, from start to end: resolves with the exit code; undefined, after a while, if it could not be tried. */
export async function runContainer(context: ContainerContext): Promise<number | undefined> {
  try {
    return await run(context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell(context, 'Warning', 'Failed', `Error: ${message}`);
    if (error instanceof StartError) return becomeTerminated(context, { ...START_ERROR, message });
    const reason = error instanceof NotThereYet ? 'CreateContainerConfigError' : 'CreateContainerError';
    becomeWaiting(context, reason, message);
    await context.pause.wait(RETRY_MS);
    return undefined;
  }
}

async function run(context: ContainerContext): Promise<number> {
  const { node, pause, container } = context;
  const log = createContainerLog();
  const { exit, events } = listenTo((text) => log.append(text, node.clock.now()));
  const spec = containerSpec({ ...context, pod: context.pod(), mounts: context.mounts() });
  context.id = newContainerId(node.ids);
  tellCreated(context);
  const running = await node.runtime.start(spec, events);
  if (pause.ended) await running.stop(0);
  tell(context, 'Normal', 'Started', `Started container ${container.name}`);
  const startedAt = becomeRunning(context, running, log);
  const stopProbes = await afterStart(context, running);
  const { exitCode, message } = await exit;
  stopProbes();
  log.end();
  return becomeTerminated(context, {
    exitCode,
    startedAt,
    message: terminationMessage(container, message, exitCode, log),
  });
}

function listenTo(output: (text: string) => void): { exit: Promise<ContainerExit>; events: ContainerEvents } {
  let exited: ContainerEvents['exited'] = () => {};
  const exit = new Promise<ContainerExit>((resolve) => {
    exited = (exitCode, message = '') => resolve({ exitCode, message });
  });
  return { exit, events: { output, exited: (exitCode, message) => exited(exitCode, message) } };
}

function tellCreated(context: ContainerContext): void {
  const { image, name } = context.container;
  tell(context, 'Normal', 'Pulled', `Container image "${image}" already present on machine`);
  tell(context, 'Normal', 'Created', `Created container: ${name}`);
}

function becomeRunning(context: ContainerContext, running: RunningContainer, log: ContainerLog): string {
  const startedAt = timestamp(context.node.clock.now());
  context.logs.unshift(log);
  context.logs.splice(2);
  context.current = running;
  become(context, { running: { startedAt } });
  return startedAt;
}

/** The postStart hook, then the probes, which the returned function ends. A hook that fails ends the container. */
async function afterStart(context: ContainerContext, running: RunningContainer): Promise<() => void> {
  const hook = context.container.lifecycle?.postStart;
  const failure = hook && (await runHook(context, hook, running));
  if (failure === undefined) return probe(context, running);
  tell(context, 'Warning', 'FailedPostStartHook', 'PostStartHook failed');
  kill(context, running, 'FailedPostStartHook', undefined);
  return () => {};
}

function kill(
  context: ContainerContext,
  running: RunningContainer,
  why: string,
  graceSeconds = context.pod().spec.terminationGracePeriodSeconds ?? 30,
): void {
  tell(context, 'Normal', 'Killing', why);
  void stopContainer(context, running, graceSeconds * 1000);
}

function probe(context: ContainerContext, running: RunningContainer): () => void {
  const { node, container, addresses } = context;
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
      dead(kind, graceSeconds) {
        const why = `failed ${kind.toLowerCase()} probe, will be restarted`;
        kill(context, running, `Container ${container.name} ${why}`, graceSeconds);
      },
    },
  );
}
