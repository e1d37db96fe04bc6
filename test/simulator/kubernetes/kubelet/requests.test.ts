import { describe, expect, it } from 'vitest';
import { createPod, getPod, settle, startKubelet } from './fixture.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function read(log: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const part of log) all += part;
  return all;
}

describe('the API server asks', () => {
  const request = { method: 'GET', path: '/', query: '', headers: {}, body: new Uint8Array() };

  it('a port of the pod, and hears if nothing listens', async () => {
    const { kubelet, storage, containers } = await startKubelet();
    const { uid } = createPod(storage).metadata;
    await settle();
    expect(await kubelet.proxy(uid, 8080, request)).toMatchObject({ status: 200, body: 'hello' });
    if (containers[0]) containers[0].httpStatus = undefined;
    await expect(kubelet.proxy(uid, 8080, request)).rejects.toMatchObject({
      code: 503,
      reason: 'ServiceUnavailable',
      message: expect.stringMatching(
        /^error trying to reach service: dial tcp 10\.0\.\d+\.10:8080: connect: connection refused$/,
      ),
    });
  });

  it('about a pod that no node has', async () => {
    const { kubelet, storage } = await startKubelet();
    const { uid } = createPod(storage, { nodeSelector: { disk: 'ssd' } }).metadata;
    await settle();
    expect(() => kubelet.logs({ podUid: uid }, {})).toThrow('pod cart does not have a host assigned');
  });

  it('for the log of a pod that ended before the local cloud was started', async () => {
    const { kubelet, storage, containers } = await startKubelet();
    const { uid } = createPod(storage, { restartPolicy: 'Never' }).metadata;
    await settle();
    containers[0]?.events.exited(0);
    await settle();
    await kubelet.stop();
    await kubelet.start();
    const id = getPod(storage).status?.containerStatuses?.[0]?.containerID;
    expect(await read(kubelet.logs({ podUid: uid }, {}))).toBe(`unable to retrieve container logs for ${id}`);
    await kubelet.stop();
  });

  it('for a command inside a container', async () => {
    const { kubelet, storage } = await startKubelet();
    const { uid } = createPod(storage).metadata;
    await settle();
    const parts: string[] = [];
    const io = { stdout: (bytes: Uint8Array) => void parts.push(text(bytes)), stderr: () => {}, tty: false };
    expect(await kubelet.exec({ podUid: uid }, ['env'], io)).toBe(0);
    expect(parts.join('')).toBe('env');
    await expect(kubelet.exec({ podUid: uid, container: 'x' }, ['env'], io)).rejects.toThrow(
      'container x is not valid for pod cart',
    );
  });

  it('for the last lines, with times, and follows until the end', async () => {
    const { kubelet, storage, containers } = await startKubelet();
    const { uid } = createPod(storage, { restartPolicy: 'Never' }).metadata;
    await settle();
    containers[0]?.events.output('one\ntwo\n');
    expect(await read(kubelet.logs({ podUid: uid }, { tailLines: 1, timestamps: true }))).toBe(
      '2026-11-24T05:00:00.000000000Z two\n',
    );
    const followed = read(kubelet.logs({ podUid: uid }, { follow: true }));
    containers[0]?.events.output('three\n');
    containers[0]?.events.exited(0);
    expect(await followed).toBe('one\ntwo\nthree\n');
  });
});
