import type { LifecycleHandler } from 'kubernetes-types/core/v1';
import type { RunningContainer } from '../container-runtime.ts';
import type { ContainerContext } from './container-context.ts';
import { createPause } from './pause.ts';
import { runAction } from './probe.ts';

/** Runs a lifecycle hook; answers what went wrong, undefined if nothing did. kubernetes pkg/kubelet/lifecycle */
export async function runHook(
  { node, container, addresses }: ContainerContext,
  hook: LifecycleHandler,
  running: RunningContainer,
): Promise<string | undefined> {
  const { seconds } = (hook as { sleep?: { seconds: number } }).sleep ?? {};
  if (seconds === undefined) return runAction(hook, { container, running, podIp: addresses.podIp });
  await createPause(node.clock).wait(seconds * 1000);
  return undefined;
}
