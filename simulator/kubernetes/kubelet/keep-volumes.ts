import type { PodContext } from './pod-context.ts';

const RETRY_MS = 10_000;
/** Timers stand still while a laptop sleeps, so a renewal looks at the clock this often. */
const LOOK_MS = 60_000;

/** Reads the pod's volumes, again and again until all are there or the pod is to stop. */
export async function setUpVolumes({ volumes, pause, node, pod }: PodContext): Promise<void> {
  while (!pause.ended) {
    try {
      return await volumes.read();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      node.events(pod(), { type: 'Warning', reason: 'FailedMount', message });
      await pause.wait(RETRY_MS);
    }
  }
}

/** Renews tokens when they are due, and hands on changed ConfigMaps and Secrets, for as long as the pod lives. */
export async function keepVolumesFresh(context: PodContext): Promise<void> {
  const { pause, volumes, node, init, main } = context;
  while (!pause.ended) {
    const renewAt = volumes.renewAtMs() ?? Number.POSITIVE_INFINITY;
    const untilDue = Math.max(0, renewAt - node.clock.now());
    if (!context.changedFiles) await pause.wait(Math.min(LOOK_MS, untilDue));
    const due = renewAt <= node.clock.now();
    if (pause.ended || !(due || context.changedFiles)) continue;
    context.changedFiles = false;
    const targets = [...init, ...main].map((one) => ({ container: one.container, running: one.running() }));
    // What cannot be read now stays as it was; the kubelet tries again and says nothing to the pod.
    await volumes.refresh(targets, due).catch(() => pause.wait(RETRY_MS));
  }
}
