import { expect } from 'vitest';
import { type TestCluster, testCluster } from '../api-server/test-cluster.ts';

export const RBAC = '/apis/rbac.authorization.k8s.io/v1';
export const namespaced = (resource: string, namespace = 'default') => `${RBAC}/namespaces/${namespace}/${resource}`;

export interface Asked {
  status: number;
  message: string | undefined;
}

/** A cluster with the service account `cart`, and what its requests are answered. */
export async function clusterWithCart() {
  const kube = await testCluster();
  const accounts = '/api/v1/namespaces/default/serviceaccounts';
  await kube.call('POST', accounts, { metadata: { name: 'cart' } });
  const { token } = (await kube.call('POST', `${accounts}/cart/token`, { spec: {} })).body.status as { token: string };
  const asCart: TestCluster['call'] = (method, url, body, options) =>
    kube.call(method, url, body, { token, ...options });
  return {
    ...kube,
    token,
    asCart,
    /** Makes an object as the administrator. */
    async make(url: string, object: object): Promise<void> {
      const { status, body } = await kube.call('POST', url, object);
      expect({ status, message: body.message }).toEqual({ status: 201, message: undefined });
    },
    /** What the service account is told. */
    async ask(method: string, url: string, body?: unknown): Promise<Asked> {
      const answer = await asCart(method, url, body);
      return { status: answer.status, message: answer.body.message };
    },
  };
}

export type ClusterWithCart = Awaited<ReturnType<typeof clusterWithCart>>;

export const CART = { kind: 'ServiceAccount', name: 'cart', namespace: 'default' };

export const role = (name: string, ...rules: object[]) => ({ metadata: { name }, rules });

export const binding = (name: string, roleKind: string, roleName = name, subjects: object[] = [CART]) => ({
  metadata: { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: roleKind, name: roleName },
  subjects,
});

export const rule = (verbs: string[], resources: string[], more: object = {}) => ({
  apiGroups: [''],
  resources,
  verbs,
  ...more,
});
