import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DisassociateAccessPolicyCommand,
} from '@aws-sdk/client-eks';
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { clusterName, eksCloud, getToken } from './eks-cloud.ts';
import { binding, namespaced, role, rule } from './people.ts';

const CAN_I = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const policyArnOf = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const principalArn = 'arn:aws:iam::111122223333:user/jane';

/** The user jane with an access entry, and what she may do by a policy. */
async function jane() {
  const cloud = await eksCloud();
  await cloud.iam.send(new CreateUserCommand({ UserName: 'jane' }));
  const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName: 'jane' }));
  await cloud.eks.send(new CreateAccessEntryCommand({ clusterName, principalArn }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const token = await getToken({ accessKeyId, secretAccessKey });
  return {
    ...cloud,
    ask: (method: string, url: string, body?: unknown) => cloud.kube(method, url, token, body),
    async associate(name: string, namespaces: string[] = []) {
      const type = namespaces.length > 0 ? ('namespace' as const) : ('cluster' as const);
      const accessScope = { type, namespaces };
      const policyArn = policyArnOf(name);
      await cloud.eks.send(new AssociateAccessPolicyCommand({ clusterName, principalArn, policyArn, accessScope }));
    },
    /** `list pods`, `list pods shop`, `get /metrics`. */
    async can(asked: string) {
      const [verb, what = '', namespace = ''] = asked.split(' ');
      const [resource = '', group = ''] = what.split('.');
      const spec = what.startsWith('/')
        ? { nonResourceAttributes: { verb, path: what } }
        : { resourceAttributes: { verb, resource, group, namespace } };
      return (await cloud.kube('POST', CAN_I, token, { spec })).body.status as { allowed: boolean; reason?: string };
    },
  };
}

describe('access policies', () => {
  it.each([
    [
      'AmazonEKSViewPolicy',
      ['list pods shop', 'list namespaces'],
      ['list secrets shop', 'delete pods shop', 'list nodes'],
    ],
    ['AmazonEKSEditPolicy', ['delete pods shop', 'list secrets shop'], ['create roles.rbac shop', 'list nodes']],
    ['AmazonEKSAdminPolicy', ['delete pods shop', 'list secrets'], ['list nodes', 'create namespaces', 'get /metrics']],
    ['AmazonEKSAdminViewPolicy', ['list secrets', 'list nodes'], ['delete pods shop', 'get /metrics']],
    ['AmazonEKSClusterAdminPolicy', ['delete nodes', 'create namespaces', 'get /metrics'], []],
  ])('%s', async (policy, allowed, refused) => {
    const { associate, can } = await jane();
    await associate(policy);
    for (const asked of allowed) expect([asked, (await can(asked)).allowed]).toEqual([asked, true]);
    for (const asked of refused) expect([asked, (await can(asked)).allowed]).toEqual([asked, false]);
  });

  it('say why, as EKS does', async () => {
    const { associate, can } = await jane();
    await associate('AmazonEKSViewPolicy');
    const policy = policyArnOf('AmazonEKSViewPolicy');
    expect((await can('list pods')).reason).toMatch(
      `EKS Access Policy: allowed by ClusterRoleBinding "${principalArn}+${policy}" of ClusterRole "${policy}" to User "AIDA`,
    );
  });

  it('count in the namespaces of their scope, until they are taken away', async () => {
    const { associate, can, eks } = await jane();
    await associate('AmazonEKSClusterAdminPolicy', ['dev-*', 'shop']);
    const asked = ['delete pods dev-a', 'delete pods shop', 'delete pods default', 'delete pods', 'get /metrics'];
    const answers = await Promise.all(asked.map(async (one) => (await can(one)).allowed));
    expect(answers).toEqual([true, true, false, false, false]);
    const policyArn = policyArnOf('AmazonEKSClusterAdminPolicy');
    await eks.send(new DisassociateAccessPolicyCommand({ clusterName, principalArn, policyArn }));
    expect(await can('delete pods shop')).toEqual({ allowed: false });
  });

  it('are no rules that one could give away, unless they allow to escalate and bind', async () => {
    const { associate, ask } = await jane();
    await associate('AmazonEKSAdminPolicy');
    const made = await ask('POST', namespaced('roles'), role('x', rule(['get'], ['pods'])));
    expect([made.status, made.body.message]).toEqual([
      403,
      `roles.rbac.authorization.k8s.io "x" is forbidden: user "${principalArn}" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["get"]}`,
    ]);
    await associate('AmazonEKSClusterAdminPolicy');
    expect((await ask('POST', namespaced('roles'), role('x', rule(['get'], ['pods'])))).status).toBe(201);
    expect((await ask('POST', namespaced('rolebindings'), binding('x', 'Role'))).status).toBe(201);
  });
});
