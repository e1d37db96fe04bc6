import { CreatePodIdentityAssociationCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateRoleCommand, DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { Delays } from '../../simulator/delays.ts';
import { pod, requestOf } from './kubernetes/api-server/test-cluster.ts';
import { startTestCloud } from './test-cloud.ts';

const PODS = '/api/v1/namespaces/default/pods';
const LEARNER = 'arn:aws:iam::111122223333:user/workshop';

async function cloudWith(delays?: Delays) {
  const { cloud, clock, config } = await startTestCloud({ ...(delays && { delays }) });
  const kube = async (method: string, url: string, body?: unknown) => {
    const token = cloud.credentials.kubernetesToken;
    const response = await cloud.clusters.get('workshop-a')?.handle(requestOf(method, url, body, { token }));
    return JSON.parse(String(response?.body));
  };
  const iam = new IAMClient(config());
  const eks = new EKSClient(config());
  const sts = new STSClient(config());
  return { cloud, clock, config, kube, iam, eks, sts };
}

type TestCloud = Awaited<ReturnType<typeof cloudWith>>;

const trust = (Principal: object, Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action }] });

async function associate({ iam, eks }: TestCloud) {
  const document = trust({ Service: 'pods.eks.amazonaws.com' }, ['sts:AssumeRole', 'sts:TagSession']);
  await iam.send(new CreateRoleCommand({ RoleName: 'cart', AssumeRolePolicyDocument: document }));
  const roleArn = 'arn:aws:iam::111122223333:role/cart';
  const association = { clusterName: 'workshop-a', namespace: 'default', serviceAccount: 'default', roleArn };
  await eks.send(new CreatePodIdentityAssociationCommand(association));
}

async function variables({ kube }: TestCloud, name: string): Promise<string[]> {
  const { spec } = await kube('GET', `${PODS}/${name}`);
  return (spec.containers[0].env ?? []).map((variable: { name: string }) => variable.name);
}

describe('changes on a cloud with delays as on AWS', () => {
  it('reach the webhook after seconds; a pod from before stays without', async () => {
    const test = await cloudWith('aws');
    await associate(test);
    await test.kube('POST', PODS, pod('early'));
    test.clock.advance(9_999);
    await test.kube('POST', PODS, pod('also-early'));
    test.clock.advance(1);
    await test.kube('POST', PODS, pod('late'));
    expect(await variables(test, 'early')).toEqual([]);
    expect(await variables(test, 'also-early')).toEqual([]);
    expect(await variables(test, 'late')).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  it('of roles and policies reach decisions after seconds, IAM’s own answers at once', async () => {
    const { iam, sts, clock, config } = await cloudWith('aws');
    const document = trust({ AWS: LEARNER }, ['sts:AssumeRole']);
    await iam.send(new CreateRoleCommand({ RoleName: 'dev', AssumeRolePolicyDocument: document }));
    const assume = () =>
      sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/dev', RoleSessionName: 'me' }));
    await expect(assume()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${LEARNER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/dev`,
    });
    clock.advance(4_000);
    const { Credentials } = await assume();
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const s3 = new S3Client({ ...config(session), forcePathStyle: true });
    const list = () => s3.send(new ListBucketsCommand({}));
    const named = { RoleName: 'dev', PolicyName: 'list' };
    const Statement = [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument }));
    await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' });
    clock.advance(4_000);
    await list();
    await iam.send(new DeleteRolePolicyCommand(named));
    await list();
    clock.advance(4_000);
    await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('the switch', () => {
  const door = async ({ cloud }: TestCloud, method: string, body = '', host = '127.0.0.1:4566') => {
    const headers = { host };
    const bytes = new TextEncoder().encode(body);
    const response = await cloud.handle({ method, path: '/_workshop/delays', query: '', headers, body: bytes });
    return { status: response.status, body: String(response.body) };
  };

  it('is off at first: changes arrive at once', async () => {
    const test = await cloudWith();
    expect(await door(test, 'GET')).toEqual({ status: 200, body: '{"delays":"none"}\n' });
    await associate(test);
    await test.kube('POST', PODS, pod('early'));
    expect(await variables(test, 'early')).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  it('turns at run time', async () => {
    const test = await cloudWith();
    expect(await door(test, 'PUT', '{"delays":"aws"}')).toEqual({ status: 200, body: '{"delays":"aws"}\n' });
    await associate(test);
    await test.kube('POST', PODS, pod('early'));
    expect(await variables(test, 'early')).toEqual([]);
    await door(test, 'PUT', '{"delays":"none"}');
    await test.kube('POST', PODS, pod('late'));
    expect(await variables(test, 'late')).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  it('takes two words only', async () => {
    const expected = {
      status: 400,
      body: '{"message":"PUT takes {\\"delays\\": \\"aws\\"} or {\\"delays\\": \\"none\\"}."}\n',
    };
    const test = await cloudWith();
    for (const body of ['{"delays":"slow"}', 'aws', '']) expect(await door(test, 'PUT', body)).toEqual(expected);
  });

  it('stands beside the rotation of a cluster’s key', async () => {
    const { cloud } = await cloudWith();
    const rotate = async (cluster: string) => {
      const path = `/_workshop/clusters/${cluster}/rotate-signing-key`;
      const headers = { host: 'localhost:4566' };
      return cloud.handle({ method: 'POST', path, query: '', headers, body: new Uint8Array() });
    };
    const { keys } = JSON.parse(String((await rotate('workshop-a')).body)) as { keys: string[] };
    expect(keys).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)]);
    const { status, body } = await rotate('nowhere');
    expect([status, body]).toEqual([
      404,
      '{"message":"There is no POST /_workshop/clusters/nowhere/rotate-signing-key: simulator/workshop-door.ts has all there is."}\n',
    ]);
  });

  it('is not where AWS’s host names lead', async () => {
    const test = await cloudWith();
    const { status, body } = await door(test, 'GET', '', 's3.us-west-2.amazonaws.com');
    expect(status).toBe(404);
    expect(body).toContain('<Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message>');
  });
});
