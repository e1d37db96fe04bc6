import { describe, expect, it } from 'vitest';
import type { Connect } from '../../../shell/transport.ts';
import { fakeTransport, testShell } from '../fake-transport.ts';

const KUBECONFIG = JSON.stringify({
  clusters: [{ name: 'a', cluster: { server: 'https://a.example' } }],
  users: [{ name: 'admin', user: { token: 'secret' } }],
  contexts: [{ name: 'a', context: { cluster: 'a', user: 'admin', namespace: 'shop' } }],
  'current-context': 'a',
});

type Stored = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; uid?: string; resourceVersion?: string };
  [field: string]: unknown;
};

const STATUS = { kind: 'Status', status: 'Failure' };

/** Just enough of an API server: objects by path, tables of names, merge patches of the top two levels. */
function clusterShell(connect?: Connect) {
  const stored = new Map<string, Stored>();
  const { transport, requests } = fakeTransport(({ method, url, text, headers }) => {
    const { pathname } = new URL(url);
    const name = pathname.slice(pathname.lastIndexOf('/') + 1);
    if (method === 'POST') {
      const object: Stored = JSON.parse(text);
      stored.set(`${pathname}/${object.metadata.name}`, { ...object, metadata: { ...object.metadata, uid: 'u1' } });
      return { status: 201, body: object };
    }
    const found = stored.get(pathname);
    if (!found)
      return { status: 404, body: { ...STATUS, reason: 'NotFound', code: 404, message: `pods "${name}" not found` } };
    if (method === 'DELETE') stored.delete(pathname);
    if (method === 'PATCH') {
      const patch = JSON.parse(text);
      const merged = { ...found, ...patch, metadata: { ...found.metadata, ...patch.metadata } };
      stored.set(pathname, merged);
      return { body: merged };
    }
    if (!headers.accept?.includes('as=Table')) return { body: found };
    const columnDefinitions = [
      { name: 'Name', format: 'name' },
      { name: 'Node', priority: 1 },
    ];
    return { body: { kind: 'Table', columnDefinitions, rows: [{ cells: [name, 'n1'] }] } };
  });
  const env = { KUBECONFIG: '/kubeconfig' };
  return { requests, stored, ...testShell(transport, { env, connect, files: { '/kubeconfig': KUBECONFIG } }) };
}

const APPLY = `cat <<YAML | kubectl apply -f -
apiVersion: v1
kind: ServiceAccount
metadata:
  name: cart
  annotations: { team: "$TEAM" }
YAML`;

describe('kubectl', () => {
  it('creates, leaves alone and changes what is applied', async () => {
    const { run, requests } = clusterShell();
    expect((await run(`TEAM=a\n${APPLY}`)).stdout).toBe('serviceaccount/cart created\n');
    expect((await run(`TEAM=a\n${APPLY}`)).stdout).toBe('serviceaccount/cart unchanged\n');
    expect((await run(`TEAM=b\n${APPLY}`)).stdout).toBe('serviceaccount/cart configured\n');
    expect(requests[0]?.headers.authorization).toBe('Bearer secret');
    expect(new URL(requests[0]?.url ?? '').pathname).toBe('/api/v1/namespaces/shop/serviceaccounts/cart');
  });

  it('leaves alone what admission has put into a pod that is applied again', async () => {
    const { run, stored, requests } = clusterShell();
    const apply = async (image: string, names: string[]) => {
      const volumes = names.map((name) => ({ name, emptyDir: {} }));
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'x' },
        spec: { volumes, containers: [{ image }] },
      };
      return (await run(`echo '${JSON.stringify(pod)}' | kubectl apply -f -`)).stdout;
    };
    const patched = () => JSON.parse(requests.at(-1)?.text ?? '{}').spec;
    await apply('node:22', ['app', 'tmp']);
    const [pod] = [...stored.values()] as (Stored & { spec: { volumes: { name: string }[] } })[];
    pod?.spec.volumes.push({ name: 'kube-api-access-kpx9m' });
    expect(await apply('node:22', ['app', 'tmp'])).toBe('pod/x unchanged\n');
    expect(await apply('node:24', ['app', 'tmp'])).toBe('pod/x configured\n');
    expect(patched()).toEqual({ containers: [{ image: 'node:24' }] });
    expect(await apply('node:24', ['app'])).toBe('pod/x configured\n');
    expect(patched().volumes).toEqual([{ name: 'app', emptyDir: {} }]);
  });

  it('prints the server table, wide columns only if asked', async () => {
    const { run } = clusterShell();
    await run('kubectl create sa cart -n shop');
    expect((await run('kubectl get sa cart')).stdout).toBe('NAME\ncart\n');
    expect((await run('kubectl get sa cart -o wide')).stdout).toBe('NAME   NODE\ncart   n1\n');
    expect((await run('kubectl get sa cart -o jsonpath=\'{.metadata.uid}{"\\n"}\'')).stdout).toBe('u1\n');
    expect((await run('kubectl get sa/cart -o name')).stdout).toBe('serviceaccount/cart\n');
  });

  it('prints refusals in the words of kubectl, with exit code 1', async () => {
    const { run } = clusterShell();
    const refused = { stdout: '', stderr: 'Error from server (NotFound): pods "x" not found\n', exitCode: 1 };
    expect(await run('kubectl get pod x')).toEqual(refused);
    expect(await run('kubectl delete pod x')).toEqual(refused);
    expect(await run('kubectl get pod x --ignore-not-found')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect((await run('kubectl get foo')).stderr).toBe('error: the server doesn\'t have a resource type "foo"\n');
    expect((await run('kubectl drain n1')).stderr).toContain('error: unknown command "drain" for "kubectl"');
    expect((await run('kubectl --context b get pods')).stderr).toBe('error: context "b" does not exist\n');
  });

  it('annotates, and overwrites only if told to', async () => {
    const { run } = clusterShell();
    await run('kubectl create sa cart -n shop');
    expect((await run('kubectl annotate sa cart eks.amazonaws.com/role-arn=arn:a')).stdout).toBe(
      'serviceaccount/cart annotated\n',
    );
    expect((await run('kubectl annotate sa cart eks.amazonaws.com/role-arn=arn:b')).stderr).toBe(
      "error: --overwrite is false but found the following declared annotation(s): 'eks.amazonaws.com/role-arn' already has a value (arn:a)\n",
    );
  });

  it('makes a config map from a file without sending it', async () => {
    const { run, requests } = clusterShell();
    const { stdout } = await run(
      'echo hi > /work/app.mjs; kubectl create configmap app --from-file=/work/app.mjs --dry-run=client -o yaml',
    );
    expect(stdout).toBe(
      'apiVersion: v1\ndata:\n  app.mjs: |\n    hi\nkind: ConfigMap\nmetadata:\n  creationTimestamp: null\n  name: app\n',
    );
    expect(requests).toEqual([]);
  });

  it('asks the server what it would make of a manifest, with --dry-run=server', async () => {
    const { run, requests } = clusterShell();
    const manifest = '{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "cart"}}';
    const { stdout } = await run(`echo '${manifest}' | kubectl create --dry-run=server -f -`);
    expect(stdout).toBe('serviceaccount/cart created (server dry run)\n');
    expect(requests.map(({ url }) => new URL(url).search)).toEqual(['?dryRun=All']);
  });

  it('deletes and waits until it is gone', async () => {
    const { run, stored } = clusterShell();
    await run('kubectl create sa cart -n shop');
    expect((await run('kubectl delete sa cart')).stdout).toBe('serviceaccount "cart" deleted\n');
    expect(stored.size).toBe(0);
  });

  it('gives up waiting for a condition, by the injected sleep', async () => {
    const shell = clusterShell();
    await shell.run('kubectl create sa cart -n shop');
    const result = await shell.run('kubectl wait sa/cart --for=condition=Ready --timeout=1s');
    expect(result).toEqual({
      stdout: '',
      stderr: 'error: timed out waiting for the condition on serviceaccounts/cart\n',
      exitCode: 1,
    });
    expect(shell.slept).toEqual([500, 500]);
  });

  it('says why it cannot exec, and gives the exit code of the command when it can', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'app' }] } };
    const without = clusterShell();
    expect((await without.run('kubectl exec p -- env')).stderr).toBe(
      'error: this shell cannot run kubectl exec: it was given no WebSocket connection\n',
    );
    const encode = (channel: number, text: string) => Uint8Array.of(channel, ...new TextEncoder().encode(text));
    const failure = { status: 'Failure', details: { causes: [{ reason: 'ExitCode', message: '3' }] } };
    const shell = clusterShell(async (url, headers, [protocol]) => ({
      send: () => {},
      onMessage: (listener) =>
        [encode(1, `${protocol} ${headers.authorization}\n`), encode(3, JSON.stringify(failure))].forEach(listener),
      onClose: (listener) => (url.includes('command=env') ? listener() : undefined),
      close: () => {},
    }));
    shell.stored.set('/api/v1/namespaces/shop/pods/p', pod);
    expect(await shell.run('kubectl exec p -- env')).toEqual({
      stdout: 'v5.channel.k8s.io Bearer secret\n',
      stderr: 'command terminated with exit code 3\n',
      exitCode: 3,
    });
  });

  it('follows a log line by line where it is the only command of the script', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'app' }] } };
    const encode = (text: string) => new TextEncoder().encode(text);
    async function* log() {
      yield encode('one\n');
      yield encode('two\n');
    }
    const shell = testShell(
      async ({ url }) => ({
        status: 200,
        headers: {},
        body: url.includes('/log?') ? log() : encode(JSON.stringify(pod)),
      }),
      { env: { KUBECONFIG: '/kubeconfig' }, files: { '/kubeconfig': KUBECONFIG } },
    );
    const seen: string[] = [];
    const { stdout } = await shell.run('kubectl logs -f p', { onStdout: (text) => seen.push(text) });
    expect(seen).toEqual(['one\n', 'two\n']);
    expect(stdout).toBe('one\ntwo\n');
    expect((await shell.run('kubectl logs -f p | tail -1')).stdout).toBe('two\n');
  });
});
