import { describe, expect, it, vi } from 'vitest';
import { configMap, pod, requestOf, testCluster } from '../api-server/test-cluster.ts';

const API = '/api/v1/namespaces/default';
const PODS = `${API}/pods`;
const TOKENS = `${API}/serviceaccounts/cart/token`;
const unrelated = (node: string) =>
  `in the namespace "default": no relationship found between node '${node}' and this object`;

/** A cluster whose pod `web` of service account `cart` is on its one node, and what nodes are told. */
async function clusterWithNode() {
  const { cluster, call } = await testCluster();
  const node: string = (await call('GET', '/api/v1/nodes')).body.items[0].metadata.name;
  const make = async (url: string, object: unknown) => expect((await call('POST', url, object)).status).toBe(201);
  await make(`${API}/serviceaccounts`, { metadata: { name: 'cart' } });
  for (const name of ['settings', 'other']) await make(`${API}/configmaps`, configMap(name));
  const serviceAccountToken = { audience: 'sts.amazonaws.com', path: 'token' };
  const volumes = [
    { name: 'settings', configMap: { name: 'settings' } },
    { name: 'token', projected: { sources: [{ serviceAccountToken }] } },
  ];
  await make(PODS, pod('web', { serviceAccountName: 'cart', volumes }));
  const uid: string = await vi.waitFor(async () => {
    const { body } = await call('GET', `${PODS}/web`);
    expect(body.spec.nodeName).toBe(node);
    return body.metadata.uid;
  }, 5000);
  async function ask(method: string, url: string, object?: unknown, as = node) {
    const request = requestOf(method, url, object);
    const who = { 'impersonate-user': `system:node:${as}`, 'impersonate-group': 'system:nodes' };
    const { status, body } = await cluster.handle({ ...request, headers: { ...request.headers, ...who } });
    const { message } = JSON.parse(String(body)) as { message?: string };
    return status < 300 ? status : message;
  }
  const askToken = (bound: object | undefined, audiences: string[] = [], as = node) =>
    ask('POST', TOKENS, { spec: { audiences, boundObjectRef: bound } }, as);
  return { node, ask, askToken, bound: { apiVersion: 'v1', kind: 'Pod', name: 'web', uid } };
}

describe('a node', () => {
  it('reads what its own pods use, and itself', async () => {
    const { ask, node } = await clusterWithNode();
    expect(await ask('GET', `${API}/configmaps/settings`)).toBe(200);
    expect(await ask('GET', `${PODS}/web`)).toBe(200);
    expect(await ask('GET', `/api/v1/pods?fieldSelector=spec.nodeName%3D${node}`)).toBe(200);
    expect(await ask('GET', `/api/v1/nodes/${node}`)).toBe(200);
    expect(await ask('GET', `${API}/services`)).toBe(200);
  });

  it('is refused everything else, in the words of the Node authorizer', async () => {
    const { ask, node } = await clusterWithNode();
    const refused = (cause: string) =>
      expect.stringMatching(new RegExp(`^.* is forbidden: User "system:node:${node}" cannot ${cause}$`));
    expect(await ask('GET', `${API}/configmaps/other`)).toEqual(
      refused(`get resource "configmaps" in API group "" ${unrelated(node)}`),
    );
    expect(await ask('GET', `${API}/secrets`)).toEqual(refused('list resource "secrets" .*: No Object name found'));
    expect(await ask('GET', '/api/v1/nodes')).toEqual(
      refused(`list resource "nodes" .*: node '${node}' cannot read all nodes, only its own Node object`),
    );
    expect(await ask('GET', '/api/v1/pods')).toEqual(
      refused('list resource "pods" .*: can only list/watch pods with spec.nodeName field selector'),
    );
    expect(await ask('DELETE', `${PODS}/web`)).toEqual(refused('delete resource "pods" .*"default"'));
  });

  it('makes tokens for its pods’ service accounts and audiences, and for no others', async () => {
    const { askToken, bound, node } = await clusterWithNode();
    const refused = (cause: string) => `serviceaccounts "cart" is forbidden: ${cause}`;
    expect(await askToken(bound, ['sts.amazonaws.com'])).toBe(201);
    expect(await askToken(undefined)).toBe(refused('node requested token not bound to a pod'));
    expect(await askToken({ ...bound, uid: '' })).toBe(
      refused('node requested token with a pod binding without a uid'),
    );
    expect(await askToken(bound, ['pods.eks.amazonaws.com'])).toBe(
      refused(
        `audience "pods.eks.amazonaws.com" not found in pod spec volume, system:node:${node} is not authorized to request tokens for this audience`,
      ),
    );
    expect(await askToken(bound, ['a', 'b'])).toBe(refused('node may only request 0 or 1 audiences'));
    expect(await askToken(bound, ['sts.amazonaws.com'], 'other')).toBe(
      refused(
        `User "system:node:other" cannot create resource "serviceaccounts/token" in API group "" ${unrelated('other')}`,
      ),
    );
  });
});
