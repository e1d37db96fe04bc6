import { describe, expect, it } from 'vitest';
import { fakeTransport, testShell } from '../fake-transport.ts';

const KUBECONFIG = JSON.stringify({
  clusters: [{ name: 'a', cluster: { server: 'https://a.example' } }],
  users: [{ name: 'admin', user: { token: 'secret' } }],
  contexts: [{ name: 'a', context: { cluster: 'a', user: 'admin', namespace: 'shop' } }],
  'current-context': 'a',
});

function clusterShell() {
  const { transport, requests } = fakeTransport(() => ({ status: 201, body: { status: { token: 'a.b.c' } } }));
  const env = { KUBECONFIG: '/kubeconfig' };
  return { requests, ...testShell(transport, { env, files: { '/kubeconfig': KUBECONFIG } }) };
}

describe('kubectl create token', () => {
  it('asks for audience, duration and the object that the token ends with', async () => {
    const { run, requests } = clusterShell();
    const bound = '--bound-object-kind Pod --bound-object-name cart-1 --bound-object-uid u1';
    const { stdout } = await run(`kubectl create token cart --audience verifier --duration 10m ${bound}`);
    expect(stdout).toBe('a.b.c\n');
    expect(new URL(requests[0]?.url ?? '').pathname).toBe('/api/v1/namespaces/shop/serviceaccounts/cart/token');
    expect(JSON.parse(requests[0]?.text ?? '').spec).toEqual({
      audiences: ['verifier'],
      expirationSeconds: 600,
      boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'cart-1', uid: 'u1' },
    });
  });

  // Seen with kubectl 1.33.
  it.each([
    ['--bound-object-kind Job --bound-object-name x', 'supported --bound-object-kind values are Node, Pod, Secret'],
    ['--bound-object-kind Pod', '--bound-object-name is required if --bound-object-kind is provided'],
    ['--bound-object-name x', '--bound-object-name can only be set if --bound-object-kind is provided'],
    ['--bound-object-uid x', '--bound-object-uid can only be set if --bound-object-kind is provided'],
  ])('refuses %s', async (flags, message) => {
    const { run, requests } = clusterShell();
    const { stderr, exitCode } = await run(`kubectl create token cart ${flags}`);
    expect({ stderr, exitCode }).toEqual({ stderr: `error: ${message}\n`, exitCode: 1 });
    expect(requests).toEqual([]);
  });
});
