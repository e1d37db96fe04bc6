import type { RunningContainer } from '../container-runtime.ts';
import { type ContainerContext, tell } from './container-context.ts';
import { runHook } from './run-hook.ts';

/** However long its preStop hook took, a container gets this long to end. kubernetes pkg/kubelet/kuberuntime */
const SHORTEST_GRACE_MS = 2000;

/** The preStop hook, SIGTERM, and SIGKILL when the grace, which the hook uses up too, is over. */
export async function stopContainer(
  context: ContainerContext,
  running: RunningContainer,
  graceMs: number,
): Promise<void> {
  const { node, container } = context;
  const preStop = container.lifecycle?.preStop;
  if (!preStop || graceMs === 0) return running.stop(graceMs);
  const startedAt = node.clock.now();
  const failure = await atMost(graceMs, runHook(context, preStop, running), node.clock);
  if (failure !== undefined) tell(context, 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
  return running.stop(Math.max(SHORTEST_GRACE_MS, graceMs - (node.clock.now() - startedAt)));
}

/** The result, or undefined when the time is over. */
function atMost<Result>(
  delayMs: number,
  result: Promise<Result>,
  clock: ContainerContext['node']['clock'],
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(delayMs, () => resolve(undefined));
    result.then(resolve, reject).finally(cancel);
  });
}
