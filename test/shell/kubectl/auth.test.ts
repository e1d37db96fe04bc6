import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../shell/transport.ts';
import { ADMIN, readText, testCluster } from '../../simulator/kubernetes/api-server/test-cluster.ts';
import { testShell } from '../fake-transport.ts';

const KUBECONFIG = JSON.stringify({
  clusters: [{ name: 'a', cluster: { server: 'https://a.example' } }],
  users: [{ name: 'admin', user: { token: ADMIN } }],
  contexts: [{ name: 'a', context: { cluster: 'a', user: 'admin' } }],
  'current-context': 'a',
});

/** The workshop shell with a simulated cluster. */
async function clusterShell() {
  const { cluster } = await testCluster();
  const transport: Transport = async ({ method, url, headers, body = new Uint8Array() }) => {
    const { pathname: path, search } = new URL(url);
    const response = await cluster.handle({ method, path, query: search.slice(1), headers, body });
    const bytes = new TextEncoder().encode(await readText(response));
    return { status: response.status, headers: response.headers, body: bytes };
  };
  return testShell(transport, { env: { KUBECONFIG: '/config' }, files: { '/config': KUBECONFIG } });
}

describe('kubectl auth', () => {
  it('tells who somebody is', async () => {
    const { run } = await clusterShell();
    const { stdout } = await run('kubectl auth whoami --as jane --as-uid 7 --as-group devs --as-group=ops');
    expect(stdout).toBe(
      [
        'ATTRIBUTE   VALUE',
        'Username    jane',
        'UID         7',
        'Groups      [devs ops system:authenticated]',
        '',
      ].join('\n'),
    );
  });

  it('tells what somebody may do', async () => {
    const { run } = await clusterShell();
    expect(await run("kubectl auth can-i '*' '*'")).toMatchObject({ stdout: 'yes\n', exitCode: 0 });
    expect(await run('kubectl auth can-i list pods --as=jane')).toMatchObject({ stdout: 'no\n', exitCode: 1 });
    expect((await run('kubectl auth can-i get /version --as=jane')).stdout).toBe('yes\n');
    expect((await run('kubectl auth can-i get /metrics --as=jane')).stdout).toBe('no\n');
  });

  it('lists the rules that somebody has', async () => {
    const { run } = await clusterShell();
    const { stdout, stderr } = await run('kubectl auth can-i --list --as=jane');
    expect(stdout).toMatch(/^Resources +Non-Resource URLs +Resource Names +Verbs\n/);
    expect(stdout).toMatch(/\nselfsubjectreviews.authentication.k8s.io +\[\] +\[\] +\[create\]\n/);
    expect(stderr).toBe(
      'warning: the list may be incomplete: webhook authorizer does not support user rule resolution\n',
    );
  });
});

it('acts as somebody else', async () => {
  const { run } = await clusterShell();
  expect((await run('kubectl get pods --as=jane')).stderr).toBe(
    'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"\n',
  );
});
