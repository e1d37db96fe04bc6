import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  Exec,
  KubeConfig,
  type V1Pod,
  type V1Status,
  Watch,
} from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeListener } from '../../../../host/http-adapter.ts';
import { acceptUpgrades } from '../../../../host/upgrade.ts';
import { ADMIN, deployment, testCluster } from './test-cluster.ts';

let server: Server;
let config: KubeConfig;
let stop: () => Promise<void>;

beforeEach(async () => {
  const { cluster } = await testCluster();
  server = createServer(nodeListener(cluster.handle, () => {}));
  acceptUpgrades(server, cluster.connect, () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  config = new KubeConfig();
  const { port } = server.address() as AddressInfo;
  config.loadFromClusterAndUser(
    { name: 'a', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
    { name: 'admin', token: ADMIN },
  );
  stop = cluster.stop;
});

afterEach(async () => {
  await stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const namespace = 'default';

async function runningPod(): Promise<V1Pod> {
  await config.makeApiClient(AppsV1Api).createNamespacedDeployment({ namespace, body: deployment('web', 1) });
  return vi.waitFor(async () => {
    const { items } = await config.makeApiClient(CoreV1Api).listNamespacedPod({ namespace, labelSelector: 'app=web' });
    const [pod] = items;
    if (pod?.status?.phase !== 'Running') throw new Error('not running yet');
    return pod;
  });
}

describe('@kubernetes/client-node', () => {
  it('creates a deployment, whose pod runs and has a log', async () => {
    const pod = await runningPod();
    const name = pod.metadata?.name ?? '';
    const log = await config.makeApiClient(CoreV1Api).readNamespacedPodLog({ namespace, name });
    expect(log).toBe('started app\n');
  });

  it('reads errors as Status objects', async () => {
    const reading = config.makeApiClient(CoreV1Api).readNamespacedPod({ namespace, name: 'nope' });
    const error = await reading.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiException);
    const { code, body } = error as ApiException<string>;
    expect([code, JSON.parse(body).message]).toEqual([404, 'pods "nope" not found']);
  });

  it('watches', async () => {
    const seen: string[] = [];
    const controller = await new Watch(config).watch(
      `/api/v1/namespaces/${namespace}/configmaps`,
      { fieldSelector: 'metadata.name=one' },
      (type: string, object: { metadata: { name: string } }) => seen.push(`${type} ${object.metadata.name}`),
      () => {},
    );
    await config.makeApiClient(CoreV1Api).createNamespacedConfigMap({ namespace, body: { metadata: { name: 'one' } } });
    await vi.waitFor(() => expect(seen).toEqual(['ADDED one']));
    controller.abort();
  });

  it('executes a command in a container', async () => {
    const pod = await runningPod();
    let output = '';
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        output += chunk;
        done();
      },
    });
    const status = await new Promise<V1Status>((resolve, reject) => {
      const { name = '' } = pod.metadata ?? {};
      new Exec(config).exec(namespace, name, 'app', ['false', 'x'], stdout, null, null, false, resolve).catch(reject);
    });
    expect(output).toBe('false x\n');
    expect(status.details?.causes).toEqual([{ reason: 'ExitCode', message: '3' }]);
  });
});
