import { describe, expect, it } from 'vitest';
import { binding, type ClusterWithCart, clusterWithCart, namespaced, RBAC, role, rule } from './people.ts';

const WHO =
  'user "system:serviceaccount:default:cart" (groups=["system:serviceaccounts" "system:serviceaccounts:default" "system:authenticated"])';
const ROLES = namespaced('roles');
const BINDINGS = namespaced('rolebindings');

/** Lets cart write roles and bindings in its namespace, and read pods. */
async function mayWriteRoles(...more: object[]): Promise<ClusterWithCart> {
  const kube = await clusterWithCart();
  const verbs = ['create', 'get', 'update', 'patch'];
  const write = { ...rule(verbs, ['roles', 'rolebindings']), apiGroups: ['rbac.authorization.k8s.io'] };
  await kube.make(ROLES, role('writer', write, rule(['get', 'list'], ['pods']), ...more));
  await kube.make(BINDINGS, binding('writer', 'Role'));
  return kube;
}

describe('who writes a role', () => {
  it('gives what they have', async () => {
    const { ask } = await mayWriteRoles();
    expect((await ask('POST', ROLES, role('reader', rule(['get'], ['pods'])))).status).toBe(201);
    expect((await ask('POST', BINDINGS, binding('reader', 'Role'))).status).toBe(201);
  });

  it('gives no more than they have', async () => {
    const { ask } = await mayWriteRoles();
    expect(await ask('POST', ROLES, role('x', rule(['get', 'watch', 'delete'], ['pods', 'secrets'])))).toEqual({
      status: 403,
      message: `roles.rbac.authorization.k8s.io "x" is forbidden: ${WHO} is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["watch" "delete"]}\n{APIGroups:[""], Resources:["secrets"], Verbs:["get" "watch" "delete"]}`,
    });
  });

  it('is asked again for an update that gives more, not for one that does not', async () => {
    const { ask, make } = await mayWriteRoles();
    await make(ROLES, role('secrets', rule(['get'], ['secrets'])));
    const labelled = {
      ...role('secrets', rule(['get'], ['secrets'])),
      metadata: { name: 'secrets', labels: { a: 'b' } },
    };
    expect((await ask('PUT', `${ROLES}/secrets`, labelled)).status).toBe(200);
    expect((await ask('PUT', `${ROLES}/secrets`, role('secrets', rule(['list'], ['secrets'])))).status).toBe(403);
  });

  it('gives anything if they may escalate', async () => {
    const escalate = { ...rule(['escalate'], ['roles']), apiGroups: ['rbac.authorization.k8s.io'] };
    const { ask } = await mayWriteRoles(escalate);
    expect((await ask('POST', ROLES, role('x', rule(['*'], ['*'])))).status).toBe(201);
  });
});

describe('who binds a role', () => {
  it('has its rules', async () => {
    const { ask } = await mayWriteRoles();
    const { status, message } = await ask('POST', BINDINGS, binding('x', 'ClusterRole', 'cluster-admin'));
    expect(status).toBe(403);
    expect(message).toBe(
      `rolebindings.rbac.authorization.k8s.io "x" is forbidden: ${WHO} is attempting to grant RBAC permissions not currently held:\n{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}`,
    );
  });

  it('or may bind it', async () => {
    const bind = {
      ...rule(['bind'], ['clusterroles'], { resourceNames: ['edit'] }),
      apiGroups: ['rbac.authorization.k8s.io'],
    };
    const { ask } = await mayWriteRoles(bind);
    expect((await ask('POST', BINDINGS, binding('a', 'ClusterRole', 'edit'))).status).toBe(201);
    expect((await ask('POST', BINDINGS, binding('b', 'ClusterRole', 'admin'))).status).toBe(403);
  });

  it('names one that exists', async () => {
    const { ask, call } = await mayWriteRoles();
    expect(await ask('POST', BINDINGS, binding('x', 'ClusterRole', 'nope'))).toEqual({
      status: 404,
      message: 'clusterroles.rbac.authorization.k8s.io "nope" not found',
    });
    const asAdministrator = await call('POST', `${RBAC}/clusterrolebindings`, binding('x', 'ClusterRole', 'nope'));
    expect(asAdministrator.status).toBe(201);
  });
});
