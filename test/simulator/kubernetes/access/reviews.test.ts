import { describe, expect, it } from 'vitest';
import { binding, type ClusterWithCart, clusterWithCart, namespaced, RBAC, role, rule } from './people.ts';

const AUTHORIZATION = '/apis/authorization.k8s.io/v1';
const TOKEN_REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews';
const CART = 'system:serviceaccount:default:cart';
const listPods = { verb: 'list', resource: 'pods', namespace: 'default' };

describe('access reviews', () => {
  it('tell somebody what they may do, and why', async () => {
    const { asCart, make } = await clusterWithCart();
    const canI = async (spec: object) =>
      (await asCart('POST', `${AUTHORIZATION}/selfsubjectaccessreviews`, { spec })).body.status;
    expect(await canI({ resourceAttributes: listPods })).toEqual({ allowed: false });
    await make(namespaced('roles'), role('reader', rule(['list'], ['pods'])));
    await make(namespaced('rolebindings'), binding('reader', 'Role'));
    expect(await canI({ resourceAttributes: listPods })).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "reader/default" of Role "reader" to ServiceAccount "cart/default"',
    });
    expect(await canI({ nonResourceAttributes: { verb: 'get', path: '/api' } })).toMatchObject({ allowed: true });
    expect(await canI({ nonResourceAttributes: { verb: 'get', path: '/metrics' } })).toEqual({ allowed: false });
  });

  it('tell administrators what others may do', async () => {
    const { call, ask } = await clusterWithCart();
    const url = `${AUTHORIZATION}/subjectaccessreviews`;
    const asked = { spec: { user: 'jane', groups: ['system:masters'], resourceAttributes: listPods } };
    expect((await call('POST', url, asked)).body.status).toEqual({ allowed: true });
    expect((await ask('POST', url, asked)).message).toBe(
      `subjectaccessreviews.authorization.k8s.io is forbidden: User "${CART}" cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope`,
    );
    const nobody = await call('POST', url, { spec: { resourceAttributes: listPods } });
    expect([nobody.status, nobody.body.message]).toEqual([
      422,
      'SubjectAccessReview.authorization.k8s.io "" is invalid: spec.user: Required value: at least one of user or group must be specified',
    ]);
  });

  it('stay in their namespace if they are local', async () => {
    const { call } = await clusterWithCart();
    const url = `${AUTHORIZATION}/namespaces/shop/localsubjectaccessreviews`;
    const { status, body } = await call('POST', url, { spec: { user: 'jane', resourceAttributes: listPods } });
    expect([status, body.message]).toEqual([400, 'spec.resourceAttributes.namespace must match namespace: shop']);
  });

  it('list the rules of RBAC, and say that EKS tells none', async () => {
    const { asCart, make } = await clusterWithCart();
    await make(namespaced('rolebindings'), binding('missing', 'Role'));
    await make(`${RBAC}/clusterrolebindings`, binding('system:auth-delegator', 'ClusterRole'));
    const url = `${AUTHORIZATION}/selfsubjectrulesreviews`;
    const { status } = (await asCart('POST', url, { spec: { namespace: 'default' } })).body;
    const reviews = { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'] };
    expect(status.resourceRules).toContainEqual(reviews);
    expect(status.nonResourceRules[0].nonResourceURLs).toContain('/apis/*');
    expect([status.incomplete, status.evaluationError]).toEqual([
      true,
      'role.rbac.authorization.k8s.io "missing" not found, webhook authorizer does not support user rule resolution',
    ]);
  });
});

describe('token reviews', () => {
  const review = async ({ call }: ClusterWithCart, spec: object) => (await call('POST', TOKEN_REVIEWS, { spec })).body;

  it('tell who holds a token, and for whom it is', async () => {
    const kube = await clusterWithCart();
    expect((await review(kube, { token: kube.token })).status).toMatchObject({
      authenticated: true,
      user: { username: CART, groups: expect.arrayContaining(['system:serviceaccounts:default']) },
      audiences: ['https://kubernetes.default.svc'],
    });
    const url = '/api/v1/namespaces/default/serviceaccounts/cart/token';
    const { token } = (await kube.call('POST', url, { spec: { audiences: ['vault', 'other'] } })).body.status;
    expect((await review(kube, { token, audiences: ['vault'] })).status).toMatchObject({
      authenticated: true,
      audiences: ['vault'],
    });
    expect((await review(kube, { token })).status).toEqual({
      user: {},
      error:
        '[invalid bearer token, token audiences ["vault" "other"] is invalid for the target audiences ["https://kubernetes.default.svc"]]',
    });
  });

  it('notice that the account is gone', async () => {
    const kube = await clusterWithCart();
    await kube.call('DELETE', '/api/v1/namespaces/default/serviceaccounts/cart');
    expect((await review(kube, { token: kube.token })).status).toEqual({
      user: {},
      error: '[invalid bearer token, service account token has been invalidated]',
    });
    expect((await review(kube, {})).message).toBe(
      'TokenReview.authentication.k8s.io "" is invalid: spec.token: Required value',
    );
  });
});
