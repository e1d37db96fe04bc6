import { describe, expect, it } from 'vitest';
import { configMap, pod } from '../api-server/test-cluster.ts';
import { binding, clusterWithCart, namespaced, RBAC, role, rule } from './people.ts';

const PODS = '/api/v1/namespaces/default/pods';
const MAPS = '/api/v1/namespaces/default/configmaps';
const NODES = '/api/v1/nodes';
const CART = 'system:serviceaccount:default:cart';
const granted = { status: 200, message: undefined };

describe('a service account without bindings', () => {
  it('may look around and ask about itself, and no more', async () => {
    const { ask } = await clusterWithCart();
    expect(await ask('GET', '/apis')).toEqual(granted);
    expect(await ask('GET', '/version')).toEqual(granted);
    expect(await ask('GET', PODS)).toEqual({
      status: 403,
      message: `pods is forbidden: User "${CART}" cannot list resource "pods" in API group "" in the namespace "default"`,
    });
    expect(await ask('GET', '/metrics')).toEqual({
      status: 403,
      message: `forbidden: User "${CART}" cannot get path "/metrics"`,
    });
    expect(await ask('DELETE', '/api/v1/namespaces/shop')).toEqual({
      status: 403,
      message: `namespaces "shop" is forbidden: User "${CART}" cannot delete resource "namespaces" in API group "" in the namespace "shop"`,
    });
  });

  it('is told about sub-resources and groups', async () => {
    const { ask } = await clusterWithCart();
    expect((await ask('GET', `${PODS}/web/log`)).message).toBe(
      `pods "web" is forbidden: User "${CART}" cannot get resource "pods/log" in API group "" in the namespace "default"`,
    );
    expect((await ask('GET', '/apis/apps/v1/deployments')).message).toBe(
      `deployments.apps is forbidden: User "${CART}" cannot list resource "deployments" in API group "apps" at the cluster scope`,
    );
  });
});

describe('roles', () => {
  it('hold in their namespace as soon as they are bound, and no longer', async () => {
    const { make, ask, call } = await clusterWithCart();
    await make(namespaced('roles'), role('reader', rule(['get', 'list'], ['pods'])));
    expect((await ask('GET', PODS)).status).toBe(403);
    await make(namespaced('rolebindings'), binding('reader', 'Role'));
    expect(await ask('GET', PODS)).toEqual(granted);
    expect((await ask('GET', '/api/v1/pods')).status).toBe(403);
    expect((await ask('GET', '/api/v1/namespaces/kube-system/pods')).status).toBe(403);
    expect((await ask('POST', PODS, pod('web'))).status).toBe(403);
    await call('DELETE', `${namespaced('rolebindings')}/reader`);
    expect((await ask('GET', PODS)).status).toBe(403);
  });

  it('can be limited to names, also when a list is', async () => {
    const { make, ask } = await clusterWithCart();
    await make(MAPS, configMap('app'));
    await make(namespaced('roles'), role('app', rule(['get', 'list'], ['configmaps'], { resourceNames: ['app'] })));
    await make(namespaced('rolebindings'), binding('app', 'Role'));
    expect(await ask('GET', `${MAPS}/app`)).toEqual(granted);
    expect((await ask('GET', `${MAPS}/kube-root-ca.crt`)).status).toBe(403);
    expect((await ask('GET', MAPS)).status).toBe(403);
    expect(await ask('GET', `${MAPS}?fieldSelector=metadata.name%3Dapp`)).toEqual(granted);
  });

  it('cover sub-resources only by name', async () => {
    const { make, ask } = await clusterWithCart();
    await make(namespaced('roles'), role('scaler', { ...rule(['get'], ['*/scale']), apiGroups: ['apps'] }));
    await make(namespaced('rolebindings'), binding('scaler', 'Role'));
    expect((await ask('GET', '/apis/apps/v1/namespaces/default/deployments/web/scale')).status).toBe(404);
    expect((await ask('GET', '/apis/apps/v1/namespaces/default/deployments/web')).status).toBe(403);
  });

  it('count for groups, and for paths', async () => {
    const { make, ask } = await clusterWithCart();
    await make(`${RBAC}/clusterroles`, role('metrics', { nonResourceURLs: ['/metrics*'], verbs: ['get'] }));
    const group = { kind: 'Group', name: 'system:serviceaccounts:default' };
    await make(`${RBAC}/clusterrolebindings`, binding('metrics', 'ClusterRole', 'metrics', [group]));
    expect((await ask('GET', '/metrics/slis')).status).toBe(404);
  });

  it('are missed by their bindings', async () => {
    const { make, ask } = await clusterWithCart();
    await make(`${RBAC}/clusterrolebindings`, binding('gone', 'ClusterRole', 'nope'));
    expect((await ask('GET', NODES)).message).toBe(
      `nodes is forbidden: User "${CART}" cannot list resource "nodes" in API group "" at the cluster scope: RBAC: clusterrole.rbac.authorization.k8s.io "nope" not found`,
    );
  });
});

describe('the roles of every cluster', () => {
  it('let `view` see a namespace but for its secrets', async () => {
    const { make, ask } = await clusterWithCart();
    await make(namespaced('rolebindings'), binding('view', 'ClusterRole'));
    expect(await ask('GET', PODS)).toEqual(granted);
    expect(await ask('GET', '/api/v1/namespaces/default')).toEqual(granted);
    expect((await ask('GET', '/api/v1/namespaces/default/secrets')).status).toBe(403);
    expect((await ask('GET', NODES)).status).toBe(403);
  });

  it('gather the rules of whoever adds to them', async () => {
    const { make, ask } = await clusterWithCart();
    await make(`${RBAC}/clusterrolebindings`, binding('view', 'ClusterRole'));
    expect((await ask('GET', NODES)).status).toBe(403);
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
    await make(`${RBAC}/clusterroles`, { metadata: { name: 'nodes', labels }, rules: [rule(['list'], ['nodes'])] });
    await expect.poll(() => ask('GET', NODES)).toEqual(granted);
  });
});

describe('what makes no role or binding', () => {
  it.each([
    [
      'no verbs',
      'Role',
      role('x', { ...rule([], ['pods']) }),
      'rules[0].verbs: Required value: verbs must contain at least one value',
    ],
    [
      'a path in a namespace',
      'Role',
      role('x', { nonResourceURLs: ['/metrics'], verbs: ['get'] }),
      'rules[0].nonResourceURLs: Invalid value: []string{"/metrics"}: namespaced rules cannot apply to non-resource URLs',
    ],
    [
      'an unknown kind of role',
      'RoleBinding',
      binding('x', 'Rule'),
      'roleRef.kind: Unsupported value: "Rule": supported values: "Role", "ClusterRole"',
    ],
    [
      'an unknown kind of subject',
      'RoleBinding',
      binding('x', 'Role', 'x', [{ kind: 'Team', name: 'a' }]),
      'subjects[0].kind: Unsupported value: "Team": supported values: "ServiceAccount", "User", "Group"',
    ],
  ])('%s', async (_case, kind, object, problem) => {
    const { call } = await clusterWithCart();
    const { status, body } = await call('POST', namespaced(`${kind.toLowerCase()}s`), object);
    expect([status, body.message]).toEqual([422, `${kind}.rbac.authorization.k8s.io "x" is invalid: ${problem}`]);
  });

  it('another role in a binding that there is', async () => {
    const { make, call } = await clusterWithCart();
    await make(namespaced('rolebindings'), binding('x', 'ClusterRole', 'view'));
    const { status, body } = await call('PUT', `${namespaced('rolebindings')}/x`, binding('x', 'ClusterRole', 'edit'));
    expect([status, body.message]).toEqual([
      422,
      'RoleBinding.rbac.authorization.k8s.io "x" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"ClusterRole", Name:"edit"}: cannot change roleRef',
    ]);
  });
});
