import { describe, expect, it } from 'vitest';
import { createPod, eventsOf, getPod, settle, startKubelet } from './fixture.ts';

const app = (fields: object) => ({ containers: [{ name: 'app', image: 'node', ...fields }] });
const exec = (...command: string[]) => ({ exec: { command } });

async function started(fields: object, spec: object = {}) {
  const kubelet = await startKubelet();
  createPod(kubelet.storage, { ...app(fields), ...spec });
  await settle();
  return { ...kubelet, status: () => getPod(kubelet.storage).status?.containerStatuses?.[0] };
}

/** What `kubectl delete pod` does. */
function markDeleted({ storage }: Awaited<ReturnType<typeof started>>, graceSeconds: number) {
  const pod = getPod(storage);
  const marks = { deletionTimestamp: '2026-11-24T05:01:00Z', deletionGracePeriodSeconds: graceSeconds };
  storage.update('pods', { ...pod, metadata: { ...pod.metadata, ...marks } });
}

describe('a program that is not there', () => {
  it('ends with 128, StartError and the runtime’s words, and is tried again with growing delays', async () => {
    const { storage, status } = await started({ command: ['python'] });
    const message = 'exec: "python": executable file not found in $PATH';
    expect(eventsOf(storage)).toContain(`Failed: Error: ${message}`);
    expect(status()).toMatchObject({
      restartCount: 1,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 128, reason: 'StartError', message, startedAt: '1970-01-01T00:00:00Z' } },
    });
  });
});

describe('a run of a container', () => {
  it('has an id of its own, in containerd’s form, and its image one', async () => {
    const { containers, status } = await started({ image: 'node:22' });
    const first = status();
    expect(first?.containerID).toMatch(/^containerd:\/\/.{64}$/);
    expect(first?.imageID).toMatch(/^node@sha256:[0-9a-f]{64}$/);
    containers[0]?.events.exited(1);
    await settle();
    expect(status()?.containerID).not.toBe(first?.containerID);
    expect(status()?.lastState?.terminated?.containerID).toBe(first?.containerID);
  });

  it('leaves its message, or the end of its log if asked to', async () => {
    const { containers, status } = await started({ terminationMessagePolicy: 'FallbackToLogsOnError' });
    containers[0]?.events.exited(1, 'no table');
    await settle();
    expect(status()?.lastState?.terminated?.message).toBe('no table');
    containers[1]?.events.output('one\ntwo\n');
    containers[1]?.events.exited(1);
    await settle();
    expect(status()?.lastState?.terminated?.message).toBe('one\ntwo\n');
  });
});

describe('hooks', () => {
  it('run after the start and before the end, out of the pod’s grace', async () => {
    const lifecycle = { postStart: exec('hello'), preStop: exec('bye') };
    const kubelet = await started({ lifecycle });
    expect(kubelet.containers[0]?.commands).toEqual(['hello']);
    markDeleted(kubelet, 30);
    await settle();
    expect(kubelet.containers[0]?.commands).toEqual(['hello', 'bye']);
    expect(kubelet.containers[0]?.stoppedAfterMs).toBe(30_000);
  });

  it('that do not end leave two seconds', async () => {
    const kubelet = await started({ lifecycle: { preStop: exec('forever') } });
    if (kubelet.containers[0]) kubelet.containers[0].execCode = undefined;
    markDeleted(kubelet, 5);
    await kubelet.pass(5000);
    expect(kubelet.containers[0]?.stoppedAfterMs).toBe(2000);
  });

  it('that fail after the start end the container', async () => {
    const { storage, containers, status } = await started({ lifecycle: { postStart: exec('false') } });
    expect(eventsOf(storage)).toContain('FailedPostStartHook: PostStartHook failed');
    expect(containers[0]?.stoppedAfterMs).toBe(30_000);
    expect(status()?.lastState?.terminated?.exitCode).toBe(143);
  });

  it('may sleep', async () => {
    const kubelet = await started({ lifecycle: { preStop: { sleep: { seconds: 4 } } } });
    markDeleted(kubelet, 30);
    await kubelet.pass(3999);
    expect(kubelet.containers[0]?.stoppedAfterMs).toBeUndefined();
    await kubelet.pass(1);
    expect(kubelet.containers[0]?.stoppedAfterMs).toBe(26_000);
  });
});

describe('a liveness probe', () => {
  const everySecond = { periodSeconds: 1, failureThreshold: 1 };

  it('by TCP fails when nothing listens', async () => {
    const { storage, containers, pass } = await started({
      livenessProbe: { tcpSocket: { port: 8080 }, ...everySecond, terminationGracePeriodSeconds: 3 },
    });
    if (containers[0]) containers[0].httpStatus = undefined;
    await pass(2000);
    expect(eventsOf(storage)).toContainEqual(
      expect.stringMatching(/^Unhealthy: Liveness probe failed: dial tcp [\d.]+:8080: connect: connection refused$/),
    );
    expect(containers[0]?.stoppedAfterMs).toBe(3000);
  });

  it('by a command fails when that takes too long', async () => {
    const { storage, containers, pass } = await started({ livenessProbe: { ...exec('look'), ...everySecond } });
    if (containers[0]) containers[0].execCode = undefined;
    await pass(4000);
    expect(eventsOf(storage)).toContain(
      'Unhealthy: Liveness probe failed: command timed out: "look" timed out after 1s',
    );
    expect(containers.length).toBeGreaterThan(1);
  });
});
