import type { Probe } from 'kubernetes-types/core/v1';
import type { Clock } from '../../runtime-services.ts';
import { createPause } from './pause.ts';
import { type ActionTarget, runProbe } from './probe.ts';

export interface ProbeTarget extends ActionTarget {
  clock: Clock;
}

export interface ProbeListener {
  started(): void;
  ready(isReady: boolean): void;
  /** A counted failure, with the Unhealthy event's text. */
  failed(message: string): void;
  /** The liveness or startup probe has given up; the seconds are its own grace, if it has one. */
  dead(probe: 'Liveness' | 'Startup', graceSeconds: number | undefined): void;
}

/**
 * A container that is not ready yet is asked more often than its period, so that it gets ready sooner, as the kubelet
 * does too. kubernetes.io, "Configure Probes": "may be executed at times other than the configured periodSeconds".
 */
const EAGER_MS = 200;

/** Runs a container's probes until the returned function is called. */
export function watchProbes(target: ProbeTarget, listener: ProbeListener): () => void {
  const { startupProbe, readinessProbe, livenessProbe } = target.container;
  const pause = createPause(target.clock);
  const follow = (kind: ProbeKind, probe: Probe, onChange: (ok: boolean) => void) =>
    followProbe({ ...target, probe, kind, pause, onFailure: listener.failed, onChange });
  const afterStart = () => {
    listener.started();
    if (readinessProbe) void follow('Readiness', readinessProbe, listener.ready);
    else listener.ready(true);
    if (livenessProbe)
      void follow(
        'Liveness',
        livenessProbe,
        (ok) => ok || listener.dead('Liveness', livenessProbe.terminationGracePeriodSeconds),
      );
  };
  if (startupProbe) {
    void follow('Startup', startupProbe, (ok) =>
      ok ? afterStart() : listener.dead('Startup', startupProbe.terminationGracePeriodSeconds),
    );
  } else afterStart();
  return pause.end;
}

type ProbeKind = 'Startup' | 'Readiness' | 'Liveness';

interface FollowedProbe extends ProbeTarget {
  probe: Probe;
  kind: ProbeKind;
  pause: ReturnType<typeof createPause>;
  onFailure(message: string): void;
  onChange(ok: boolean): void;
}

/** Calls `onChange` when enough probes in a row say the same; a startup probe ends with its first success. */
async function followProbe({ probe, kind, pause, ...target }: FollowedProbe): Promise<void> {
  const { periodSeconds = 10, initialDelaySeconds = 0, failureThreshold = 3, successThreshold = 1 } = probe;
  const { clock } = target;
  let [streak, was, known]: [number, boolean | undefined, boolean | undefined] = [0, undefined, undefined];
  // A program takes a moment to listen; only who is still silent a period later has failed.
  let nextCountedAt = clock.now() + (initialDelaySeconds + periodSeconds) * 1000;
  if (initialDelaySeconds > 0) await pause.wait(initialDelaySeconds * 1000);
  while (!pause.ended) {
    const failure = await runProbe(probe, target, clock);
    if (pause.ended) return;
    const ok = failure === undefined;
    const isCounted = ok || clock.now() >= nextCountedAt;
    if (isCounted) {
      streak = ok === was ? streak + 1 : 1;
      was = ok;
      nextCountedAt = clock.now() + periodSeconds * 1000;
      if (!ok) target.onFailure(`${kind} probe failed: ${failure}`);
    }
    if (isCounted && ok !== known && streak >= (ok ? successThreshold : failureThreshold)) {
      known = ok;
      target.onChange(ok);
      if (kind === 'Startup') return;
    }
    await pause.wait(ok || kind === 'Liveness' ? periodSeconds * 1000 : EAGER_MS);
  }
}
