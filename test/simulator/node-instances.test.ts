import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCloud } from '../../simulator/cloud.ts';
import type { HttpHandler } from '../../simulator/http.ts';
import type { ContainerRuntime, ContainerSpec } from '../../simulator/kubernetes/container-runtime.ts';
import { memoryStore } from '../../simulator/state/store.ts';
import { pod, requestOf } from './kubernetes/api-server/test-cluster.ts';
import { sdkRequestHandler } from './wire/sdk-request-handler.ts';
import { countingIds, frozenClock, type TestCredentials } from './wire/test-endpoint.ts';

const INSTANCE = /^i-[0-9a-f]{17}$/;

/** A local cloud whose containers do nothing, and what each of them finds at 169.254.169.254. */
async function startCloud() {
  const clock = frozenClock();
  const services = new Map<string, HttpHandler>();
  const runtime: Partial<ContainerRuntime> = {
    whyNotRunnable: () => undefined,
    async start({ pod: name, metadata }: ContainerSpec, events) {
      if (metadata) services.set(name, metadata);
      const stop = async () => events.exited(0);
      return { stop } as Partial<Awaited<ReturnType<ContainerRuntime['start']>>> as never;
    },
  };
  const cloud = await createCloud({
    clock,
    ids: countingIds(),
    store: memoryStore(),
    runtime: runtime as ContainerRuntime,
    clusterEndpoint: () => undefined,
    report: (error) => expect.unreachable(String(error)),
  });
  await cloud.start();
  onTestFinished(() => cloud.stop());
  const config = (credentials: TestCredentials = cloud.credentials.learner) => ({
    region: 'us-west-2',
    maxAttempts: 1,
    credentials,
    requestHandler: sdkRequestHandler(cloud.handle),
    systemClockOffset: clock.now() - Date.now(),
  });

  async function metadataOf(name: string, spec: Record<string, unknown> = {}) {
    const token = cloud.credentials.kubernetesToken;
    const path = '/api/v1/namespaces/default/pods';
    await cloud.clusters.get('workshop-a')?.handle(requestOf('POST', path, pod(name, spec), { token }));
    const service = await vi.waitFor(() => {
      expect(services.has(name)).toBe(true);
      return services.get(name) as HttpHandler;
    });
    const send = async (method: string, below: string, headers: Record<string, string>) =>
      String((await service({ method, path: `/latest/${below}`, query: '', headers, body: new Uint8Array() })).body);
    const session = await send('PUT', 'api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '60' });
    return (below: string) => send('GET', `meta-data/${below}`, { 'x-aws-ec2-metadata-token': session });
  }

  async function setHopLimit(body: object, cluster = 'workshop-a') {
    const path = `/_workshop/clusters/${cluster}/metadata-options`;
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const response = await cloud.handle({
      method: 'PUT',
      path,
      query: '',
      headers: { host: '127.0.0.1:4566' },
      body: bytes,
    });
    return { status: response.status, body: String(response.body) };
  }

  return { config, metadataOf, setHopLimit, clock };
}

const ROLE = 'iam/security-credentials/';

describe('the node role', () => {
  it('is what a pod gets where two hops are allowed, as a session named by the instance', async () => {
    const { setHopLimit, metadataOf, config } = await startCloud();
    expect(await setHopLimit({ httpPutResponseHopLimit: 2 })).toEqual({
      status: 200,
      body: '{"httpPutResponseHopLimit":2}\n',
    });
    const get = await metadataOf('probe');
    const name = await get(ROLE);
    const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(await get(`${ROLE}${name}`));
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
    const { Arn = '' } = await new STSClient(config(credentials)).send(new GetCallerIdentityCommand({}));
    const instance = await get('instance-id');
    expect(instance).toMatch(INSTANCE);
    expect(Arn).toBe(`arn:aws:sts::111122223333:assumed-role/${name}/${instance}`);
  });

  it('is what the host network gets at the hop limit of 1, and the same until it is about to expire', async () => {
    const { metadataOf, clock } = await startCloud();
    const hostNetwork = { hostNetwork: true };
    const get = await metadataOf('daemon', hostNetwork);
    const keyOf = async (read: typeof get) => JSON.parse(await read(`${ROLE}${await read(ROLE)}`)).AccessKeyId;
    const first = await keyOf(get);
    expect(await keyOf(get)).toBe(first);
    clock.advance(5.9 * 3_600_000);
    expect(await keyOf(await metadataOf('later', hostNetwork))).not.toBe(first);
  });

  it('is refused where its trust policy leaves EC2 out', async () => {
    const { metadataOf, config } = await startCloud();
    const get = await metadataOf('daemon', { hostNetwork: true });
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const RoleName = 'workshop-node';
    await new IAMClient(config()).send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    expect(JSON.parse(await get(`${ROLE}${RoleName}`))).toEqual({
      Code: 'AssumeRoleUnauthorizedAccess',
      Message:
        'EC2 cannot assume the role workshop-node. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.',
      LastUpdated: '2026-11-24T09:00:00Z',
    });
  });

  it('takes a hop limit of 1 to 64', async () => {
    const { setHopLimit } = await startCloud();
    expect(await setHopLimit({ httpPutResponseHopLimit: 2 }, 'nowhere')).toMatchObject({ status: 404 });
    for (const httpPutResponseHopLimit of [0, 65, 1.5, 'two']) {
      expect(await setHopLimit({ httpPutResponseHopLimit })).toEqual({
        status: 400,
        body: '{"message":"PUT takes {\\"httpPutResponseHopLimit\\": 2}, an integer from 1 to 64."}\n',
      });
    }
  });
});
