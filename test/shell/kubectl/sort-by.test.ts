import { describe, expect, it } from 'vitest';
import { fakeTransport, testShell } from '../fake-transport.ts';

const KUBECONFIG = JSON.stringify({
  clusters: [{ name: 'a', cluster: { server: 'https://a.example' } }],
  users: [{ name: 'admin', user: { token: 'secret' } }],
  contexts: [{ name: 'a', context: { cluster: 'a', user: 'admin' } }],
  'current-context': 'a',
});

const pod = (name: string, creationTimestamp: string, priority: number) => ({
  metadata: { name, creationTimestamp },
  spec: { priority },
});
const PODS = [pod('old', '2026-11-24T12:00:09Z', 9), pod('new', '2026-11-24T12:00:30Z', 30)].reverse();

/** A list of two pods, the newer first; a table's rows hold what the query asks to include. */
function podShell() {
  const { transport } = fakeTransport(({ url, headers }) => {
    if (!headers.accept?.includes('as=Table')) return { body: { items: PODS } };
    const whole = new URL(url).searchParams.get('includeObject') === 'Object';
    const rows = PODS.map((object) => ({ cells: [object.metadata.name], object: whole ? object : {} }));
    return { body: { kind: 'Table', columnDefinitions: [{ name: 'Name', format: 'name' }], rows } };
  });
  return testShell(transport, { env: { KUBECONFIG: '/kubeconfig' }, files: { '/kubeconfig': KUBECONFIG } });
}

describe('kubectl get --sort-by', () => {
  it('puts objects in the order of a time', async () => {
    const { stdout } = await podShell().run('kubectl get pods --sort-by=.metadata.creationTimestamp -o name');
    expect(stdout).toBe('pod/old\npod/new\n');
  });

  it('puts the rows of a table in the order of a number', async () => {
    const { stdout } = await podShell().run("kubectl get pods --sort-by='{.spec.priority}' --no-headers");
    expect(stdout).toBe('old\nnew\n');
  });

  it('keeps the order of the server without it', async () => {
    expect((await podShell().run('kubectl get pods -o name')).stdout).toBe('pod/new\npod/old\n');
  });
});
