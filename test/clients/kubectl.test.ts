import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { loadCertificates } from '../../host/certificates.ts';
import { nodeListener } from '../../host/http-adapter.ts';
import { type Listener, listen } from '../../host/listen.ts';
import { acceptUpgrades } from '../../host/upgrade.ts';
import type { KubernetesCluster } from '../../simulator/kubernetes/cluster.ts';
import { ADMIN, deployment, testCluster } from '../simulator/kubernetes/api-server/test-cluster.ts';
import { describeWith, type Outcome, runTool } from './run-tool.ts';

// `kubectl` on the path may be a dispatcher that picks a version by the server's: KUBECTL names the one to test.
const KUBECTL = process.env.KUBECTL ?? 'kubectl';

// Pods of the last rollout are still listed while they end.
const PODS_ENDED = { timeout: 90_000, interval: 200 };

let directory: string;
let cluster: KubernetesCluster;
let listener: Listener;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'kubectl-test-'));
  ({ cluster } = await testCluster());
  const { caPem, server } = await loadCertificates(directory);
  listener = await listen({ onRequest: nodeListener(cluster.handle, () => {}), ports: [0], tls: server });
  acceptUpgrades(listener.server, cluster.connect, () => {});
  writeFileSync(join(directory, 'kubeconfig'), kubeconfig(listener.port, caPem));
});

afterAll(async () => {
  await cluster.stop();
  await listener.close();
  rmSync(directory, { recursive: true });
});

function kubeconfig(port: number, caPem: string): string {
  const server = { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': btoa(caPem) };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'a', cluster: server }],
    users: [{ name: 'admin', user: { token: ADMIN } }],
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'admin' } }],
    'current-context': 'a',
  });
}

/** Runs a kubectl command line of plain words. */
function kubectl(line: string, stdin = ''): Promise<Outcome> {
  const env = { ...process.env, KUBECONFIG: join(directory, 'kubeconfig'), HOME: directory };
  return runTool(KUBECTL, line.split(' '), { env, stdin });
}

const succeeds = async (line: string, stdin?: string) => {
  const { exitCode, stdout, stderr } = await kubectl(line, stdin);
  expect({ line, exitCode, reason: exitCode === 0 ? '' : stderr }).toEqual({ line, exitCode: 0, reason: '' });
  return stdout;
};

// One after the other: each command builds on those before it, as a learner's do.
describeWith(['kubectl'], 'kubectl', [], () => {
  it('creates, applies, rolls out and shows', async () => {
    expect(await succeeds('create namespace shop')).toBe('namespace/shop created');
    expect(await succeeds('-n shop create configmap app --from-literal=a=b')).toBe('configmap/app created');
    const manifest = JSON.stringify(deployment('web', 1));
    expect(await succeeds('-n shop apply -f -', manifest)).toBe('deployment.apps/web created');
    expect(await succeeds('-n shop apply -f -', manifest)).toBe('deployment.apps/web unchanged');
    expect(await succeeds('-n shop rollout status deployment/web --timeout=90s')).toMatch(/successfully rolled out$/);
    expect(await succeeds('-n shop get pods')).toMatch(
      /^NAME +READY +STATUS +RESTARTS +AGE\nweb-\S+ +1\/1 +Running +0/,
    );
    expect(await succeeds('-n shop get all')).toMatch(/^NAME.*\npod\/web-/);
    expect(await succeeds('-n shop describe pod')).toContain('Successfully assigned shop/web-');
  });

  it('annotates, scales, restarts and waits', async () => {
    expect(await succeeds('-n shop annotate serviceaccount default a=b')).toBe('serviceaccount/default annotated');
    expect(await succeeds('-n shop label deployment web tier=front')).toBe('deployment.apps/web labeled');
    expect(await succeeds('-n shop scale deployment web --replicas=2')).toBe('deployment.apps/web scaled');
    expect(await succeeds('-n shop rollout restart deployment/web')).toBe('deployment.apps/web restarted');
    await succeeds('-n shop rollout status deployment/web --timeout=90s');
    expect(await succeeds('-n shop wait --for=condition=Available deployment/web --timeout=90s')).toMatch(/met$/);
  });

  it('reaches into pods', async () => {
    const names = await vi.waitFor(async () => {
      const listed = (await succeeds('-n shop get pods -o name')).split('\n');
      expect(listed).toHaveLength(2);
      return listed;
    }, PODS_ENDED);
    const name = names[0]?.slice('pod/'.length);
    expect(await succeeds('-n shop logs deployment/web')).toBe('started app');
    expect(await succeeds('-n shop exec deployment/web -- echo hi')).toBe('echo hi');
    expect(await succeeds('-n shop exec -i deployment/web -- cat', 'typed')).toBe('cat\ntyped');
    expect((await kubectl('-n shop exec deployment/web -- false')).exitCode).toBe(3);
    expect(await succeeds(`get --raw /api/v1/namespaces/shop/pods/${name}:8080/proxy/identity`)).toBe('GET /identity?');
    expect(await succeeds('-n shop create token default')).toMatch(/^eyJ/);
  });

  it('shows errors as Kubernetes words them', async () => {
    const errorOf = async (line: string, stdin?: string) => (await kubectl(line, stdin)).stderr;
    expect(await errorOf('create namespace shop')).toBe(
      'Error from server (AlreadyExists): namespaces "shop" already exists',
    );
    expect(await errorOf('get pods nope')).toBe('Error from server (NotFound): pods "nope" not found');
    const typo = JSON.stringify({ ...deployment('typo'), spec: { ...deployment('typo').spec, replica: 1 } });
    expect(await errorOf('-n shop apply -f -', typo)).toContain('strict decoding error: unknown field "spec.replica"');
    expect(await errorOf('get pods --token=wrong')).toContain('Unauthorized');
  });

  it('deletes a namespace with all that is in it', async () => {
    expect(await succeeds('delete namespace shop --timeout=90s')).toBe('namespace "shop" deleted');
    expect(await succeeds('get pods --all-namespaces')).toBe('');
  });
});
