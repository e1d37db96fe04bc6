import { describe, expect, it } from 'vitest';
import { requestOf } from '../api-server/test-cluster.ts';
import { binding, type ClusterWithCart, clusterWithCart, namespaced, RBAC, role, rule } from './people.ts';

const WHOAMI = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const CART = 'system:serviceaccount:default:cart';

async function whoami({ cluster }: ClusterWithCart, as: Record<string, string>, token?: string) {
  const request = requestOf('POST', WHOAMI, {}, token ? { token } : {});
  const { body } = await cluster.handle({ ...request, headers: { ...request.headers, ...as } });
  const answer = JSON.parse(String(body));
  return answer.status?.userInfo ?? answer.message;
}

describe('impersonation', () => {
  it('makes an administrator whoever they want to be', async () => {
    const kube = await clusterWithCart();
    expect(await whoami(kube, { 'impersonate-user': 'jane', 'impersonate-group': 'devs, ops' })).toEqual({
      username: 'jane',
      groups: ['devs', 'ops', 'system:authenticated'],
    });
    expect(await whoami(kube, { 'impersonate-user': CART })).toEqual({
      username: CART,
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    });
    const extra = { 'impersonate-user': 'jane', 'impersonate-uid': '7', 'impersonate-extra-scopes': 'view' };
    expect(await whoami(kube, extra)).toMatchObject({ uid: '7', extra: { scopes: ['view'] } });
  });

  it('is for nobody else', async () => {
    const kube = await clusterWithCart();
    expect(await whoami(kube, { 'impersonate-user': 'jane' }, kube.token)).toBe(
      `users "jane" is forbidden: User "${CART}" cannot impersonate resource "users" in API group "" at the cluster scope`,
    );
    expect(await whoami(kube, { 'impersonate-user': 'system:serviceaccount:shop:web' }, kube.token)).toBe(
      `serviceaccounts "web" is forbidden: User "${CART}" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "shop"`,
    );
  });

  it('is granted for each part', async () => {
    const kube = await clusterWithCart();
    await kube.make(
      `${RBAC}/clusterroles`,
      role('actor', rule(['impersonate'], ['users'], { resourceNames: ['jane'] })),
    );
    await kube.make(`${RBAC}/clusterrolebindings`, binding('actor', 'ClusterRole'));
    expect(await whoami(kube, { 'impersonate-user': 'jane' }, kube.token)).toMatchObject({ username: 'jane' });
    const masters = { 'impersonate-user': 'jane', 'impersonate-group': 'system:masters' };
    expect(await whoami(kube, masters, kube.token)).toBe(
      `groups "system:masters" is forbidden: User "${CART}" cannot impersonate resource "groups" in API group "" at the cluster scope`,
    );
  });

  it('leaves no rights of the caller’s own', async () => {
    const kube = await clusterWithCart();
    const list = requestOf('GET', '/api/v1/pods');
    const { status, body } = await kube.cluster.handle({
      ...list,
      headers: { ...list.headers, 'impersonate-user': 'jane' },
    });
    expect([status, JSON.parse(String(body)).message]).toEqual([
      403,
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" at the cluster scope',
    ]);
    await kube.make(
      namespaced('rolebindings'),
      binding('view', 'ClusterRole', 'view', [{ kind: 'User', name: 'jane' }]),
    );
    const own = requestOf('GET', '/api/v1/namespaces/default/pods');
    const granted = await kube.cluster.handle({ ...own, headers: { ...own.headers, 'impersonate-user': 'jane' } });
    expect(granted.status).toBe(200);
  });
});
