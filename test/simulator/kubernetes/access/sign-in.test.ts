import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CreateAccessEntryCommand, DeleteAccessEntryCommand } from '@aws-sdk/client-eks';
import { DeleteAccessKeyCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { clusterName, eksCloud, getToken, LEARNER } from './eks-cloud.ts';

const PODS = '/api/v1/namespaces/default/pods';
const UNAUTHORIZED = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'Unauthorized',
  reason: 'Unauthorized',
  code: 401,
};
describe('a token of aws eks get-token', () => {
  it('lets the learner administer the workshop’s clusters', async () => {
    const cloud = await eksCloud();
    const token = await getToken(cloud.learner);
    const user = await cloud.whoami(token);
    expect(user).toMatchObject({
      username: LEARNER,
      groups: ['system:authenticated'],
      extra: { arn: [LEARNER], canonicalArn: [LEARNER], accessKeyId: [cloud.learner.accessKeyId], sessionName: [''] },
    });
    const [principalId] = user.extra.principalId;
    expect(user.uid).toBe(`aws-iam-authenticator:111122223333:${principalId}`);
    expect(user.extra['sigs.k8s.io/aws-iam-authenticator/principalId']).toEqual([principalId]);
    expect((await cloud.kube('GET', PODS, token)).status).toBe(200);
  });

  it('may be signed for the local cloud’s own address', async () => {
    const cloud = await eksCloud();
    const token = await getToken(cloud.learner, clusterName, { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
    expect(await cloud.whoami(token)).toMatchObject({ username: LEARNER });
  });

  it('is for one cluster, and for 15 minutes', async () => {
    const cloud = await eksCloud();
    const other = await cloud.kube('GET', PODS, await getToken(cloud.learner, 'workshop-b'));
    expect(other).toEqual({ status: 401, body: UNAUTHORIZED });
    const token = await getToken(cloud.learner);
    cloud.clock.advance(15 * 60_000);
    expect((await cloud.kube('GET', PODS, token)).status).toBe(200);
    cloud.clock.advance(1_000);
    expect((await cloud.kube('GET', PODS, token)).body).toEqual(UNAUTHORIZED);
  });

  it('is good for no more than two minutes after its key is deleted', async () => {
    const cloud = await eksCloud();
    const used = await getToken(cloud.learner);
    const unused = await getToken(cloud.learner, clusterName, { AWS_REGION: 'us-east-1' });
    expect((await cloud.kube('GET', PODS, used)).status).toBe(200);
    cloud.clock.advance(1_000);
    const { accessKeyId } = cloud.learner;
    await cloud.iam.send(new DeleteAccessKeyCommand({ UserName: 'workshop', AccessKeyId: accessKeyId }));
    expect((await cloud.kube('GET', PODS, unused)).body).toEqual(UNAUTHORIZED);
    cloud.clock.advance(118_000);
    expect((await cloud.kube('GET', PODS, used)).status).toBe(200);
    cloud.clock.advance(1_000);
    expect((await cloud.kube('GET', PODS, used)).body).toEqual(UNAUTHORIZED);
  });

  it('leaves one GetCallerIdentity in CloudTrail, however many requests come with it', async () => {
    const cloud = await eksCloud();
    const token = await getToken(cloud.learner);
    await Promise.all([cloud.kube('GET', PODS, token), cloud.kube('GET', PODS, token)]);
    await cloud.kube('GET', '/apis', token);
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'GetCallerIdentity' }];
    const { Events = [] } = await cloud.trail.send(new LookupEventsCommand({ LookupAttributes }));
    expect(Events.map(({ Username }) => Username)).toEqual(['workshop']);
  });

  it('names a session, whatever the path of its role', async () => {
    const cloud = await eksCloud();
    const principalArn = await cloud.makeRole('/teams/a/');
    const token = await getToken(await cloud.assume(principalArn, 'jane@shop'));
    expect((await cloud.kube('GET', PODS, token)).body).toEqual(UNAUTHORIZED);
    const entry = { clusterName, principalArn, kubernetesGroups: ['devs'] };
    await cloud.eks.send(new CreateAccessEntryCommand(entry));
    expect(await cloud.whoami(token)).toMatchObject({
      username: 'arn:aws:sts::111122223333:assumed-role/dev/jane-shop',
      groups: ['devs', 'system:authenticated'],
      extra: {
        arn: ['arn:aws:sts::111122223333:assumed-role/dev/jane@shop'],
        canonicalArn: ['arn:aws:iam::111122223333:role/dev'],
        sessionName: ['jane@shop'],
      },
    });
    await cloud.eks.send(new DeleteAccessEntryCommand({ clusterName, principalArn }));
    expect((await cloud.kube('GET', PODS, token)).body).toEqual(UNAUTHORIZED);
  });

  it('ends with its role, and does not come back with another of the same name', async () => {
    const cloud = await eksCloud();
    const principalArn = await cloud.makeRole();
    await cloud.eks.send(new CreateAccessEntryCommand({ clusterName, principalArn }));
    const token = await getToken(await cloud.assume(principalArn, 'jane'));
    expect((await cloud.kube('GET', '/apis', token)).status).toBe(200);
    await cloud.iam.send(new DeleteRoleCommand({ RoleName: 'dev' }));
    cloud.clock.advance(120_000);
    expect((await cloud.kube('GET', '/apis', token)).status).toBe(401);
    await cloud.makeRole();
    const anew = await getToken(await cloud.assume(principalArn, 'jane'));
    expect((await cloud.kube('GET', '/apis', anew)).status).toBe(401);
  });

  it('is a node’s if its entry says so', async () => {
    const cloud = await eksCloud();
    const principalArn = await cloud.makeRole();
    await cloud.eks.send(new CreateAccessEntryCommand({ clusterName, principalArn, type: 'EC2_LINUX' }));
    const [node] = (await cloud.kube('GET', '/api/v1/nodes', cloud.adminToken)).body.items;
    const instanceId = node.spec.providerID.split('/').at(-1);
    const token = await getToken(await cloud.assume(principalArn, instanceId));
    expect(await cloud.whoami(token)).toMatchObject({
      username: `system:node:${node.metadata.name}`,
      groups: ['system:nodes', 'system:authenticated'],
    });
  });

  it.each([
    ['not base64', 'k8s-aws-v1.%%%'],
    ['of another host', tokenOf('https://sts.example.com/?Action=GetCallerIdentity')],
    ['over plain HTTP', tokenOf('http://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity')],
    ['of another action', tokenOf('https://sts.us-west-2.amazonaws.com/?Action=AssumeRole')],
    ['with a parameter too many', tokenOf('https://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity&X=1')],
    [
      'without the cluster among what is signed',
      tokenOf('https://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity'),
    ],
    ['too long', `k8s-aws-v1.${'a'.repeat(5000)}`],
  ])('is refused if it is %s', async (_case, token) => {
    const { kube } = await eksCloud();
    expect(await kube('GET', PODS, token)).toEqual({ status: 401, body: UNAUTHORIZED });
  });
});

function tokenOf(url: string): string {
  return `k8s-aws-v1.${btoa(url).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}
