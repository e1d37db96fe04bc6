import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  ADD,
  CoreV1Api,
  DELETE,
  Exec,
  Log,
  makeInformer,
  UPDATE,
  type V1ConfigMap,
  type V1Status,
  Watch,
} from '@kubernetes/client-node';
import { describe, expect, it, vi } from 'vitest';
import { namespace, talkingPod, useClientCluster } from './client-cluster.ts';

const SOON = { timeout: 60_000, interval: 50 };

describe('@kubernetes/client-node: streams', () => {
  const { config, api } = useClientCluster();

  async function runningPod(name: string): Promise<void> {
    const core = api(CoreV1Api);
    await core.createNamespacedPod({ namespace, body: talkingPod(name) });
    await vi.waitFor(async () => {
      expect((await core.readNamespacedPod({ name, namespace })).status?.phase).toBe('Running');
      expect(await core.readNamespacedPodLog({ name, namespace })).toBe(`${name} started\n`);
    }, SOON);
  }

  it('watches from a list on', async () => {
    const core = api(CoreV1Api);
    const { metadata } = await core.listNamespacedConfigMap({ namespace });
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'watched' } } });
    await core.deleteNamespacedConfigMap({ name: 'watched', namespace });
    const seen: string[] = [];
    const controller = await new Watch(config).watch(
      `/api/v1/namespaces/${namespace}/configmaps`,
      { resourceVersion: metadata?.resourceVersion, fieldSelector: 'metadata.name=watched' },
      (type: string, object: V1ConfigMap) => seen.push(`${type} ${object.metadata?.name}`),
      () => {},
    );
    await vi.waitFor(() => expect(seen).toEqual(['ADDED watched', 'DELETED watched']), SOON);
    controller.abort();
  });

  it('keeps an informer up to date, also after the watch has ended', async () => {
    const core = api(CoreV1Api);
    const labelSelector = 'informed=yes';
    const list = () => core.listNamespacedConfigMap({ namespace, labelSelector });
    const informer = makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, list, labelSelector);
    const seen: string[] = [];
    const note = (verb: string) => (map: V1ConfigMap) => void seen.push(`${verb} ${map.metadata?.name}`);
    informer.on(ADD, note('add'));
    informer.on(UPDATE, note('update'));
    informer.on(DELETE, note('delete'));
    await informer.start();

    const body = { metadata: { name: 'one', labels: { informed: 'yes' } } };
    const made = await core.createNamespacedConfigMap({ namespace, body });
    await vi.waitFor(() => expect(seen).toEqual(['add one']), SOON);
    await core.replaceNamespacedConfigMap({ name: 'one', namespace, body: { ...made, data: { a: 'b' } } });
    await vi.waitFor(() => expect(seen).toEqual(['add one', 'update one']), SOON);

    await informer.stop();
    await core.deleteNamespacedConfigMap({ name: 'one', namespace });
    await informer.start();
    await vi.waitFor(() => expect(seen.at(-1)).toBe('delete one'), SOON);
    expect(informer.get('one', namespace)).toBeUndefined();
    await informer.stop();
  });

  it('executes a command, with its input, outputs and status', async () => {
    await runningPod('box');
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const stdin = new PassThrough();
    stdin.end('typed\n');
    const command = ['sh', '-c', 'cat; echo err >&2; exit 3'];
    const status = await new Promise<V1Status>((resolve, reject) => {
      new Exec(config).exec(namespace, 'box', 'app', command, stdout, stderr, stdin, false, resolve).catch(reject);
    });
    expect(status).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
    expect([stdout.read()?.toString(), stderr.read()?.toString()]).toEqual(['typed\n', 'err\n']);
  });

  it('follows a log to its end', async () => {
    await runningPod('talk');
    const stream = new PassThrough();
    await new Log(config).log(namespace, 'talk', 'app', stream, { follow: true });
    const followed = text(stream);
    await api(CoreV1Api).deleteNamespacedPod({ name: 'talk', namespace, gracePeriodSeconds: 1 });
    expect(await followed).toBe('talk started\n');
  });
});
