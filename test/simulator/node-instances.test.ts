import { CreateAddonCommand, CreateNodegroupCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, vi } from 'vitest';
import type { HttpHandler } from '../../simulator/http.ts';
import { startMetadataCloud } from './ec2/metadata-cloud.ts';
import { workshopSubnets } from './eks/workshop-subnets.ts';

const INSTANCE = /^i-[0-9a-f]{17}$/;
const ROLE = 'iam/security-credentials/';

describe('the node role', () => {
  it('is what a pod gets where two hops are allowed, as a session named by the instance', async () => {
    const { modify, metadataOf, config } = await startMetadataCloud();
    await modify({ HttpPutResponseHopLimit: 2 });
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
    const { metadataOf, clock } = await startMetadataCloud();
    const hostNetwork = { hostNetwork: true };
    const get = await metadataOf('daemon', hostNetwork);
    const keyOf = async (read: typeof get) => JSON.parse(await read(`${ROLE}${await read(ROLE)}`)).AccessKeyId;
    const first = await keyOf(get);
    expect(await keyOf(get)).toBe(first);
    clock.advance(5.9 * 3_600_000);
    expect(await keyOf(await metadataOf('later', hostNetwork))).not.toBe(first);
  });

  it('is refused where its trust policy leaves EC2 out', async () => {
    const { metadataOf, config } = await startMetadataCloud();
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
});

describe('the agents of two node groups', () => {
  it('sign as their own nodes: one role may ask EKS Auth, the other may not', async () => {
    const { askingPod, agentOf, config } = await startMetadataCloud();
    const eks = new EKSClient(config());
    await addNodeGroup(eks, new IAMClient(config()), 'bare');
    await eks.send(new CreateAddonCommand({ clusterName: 'workshop-a', addonName: 'eks-pod-identity-agent' }));
    const refusalFrom = async (group: string) => {
      await askingPod(group, { nodeSelector: { 'eks.amazonaws.com/nodegroup': group } });
      return vi.waitFor(() => ask(agentOf(group)), 10_000);
    };
    expect(await refusalFrom('workshop')).toContain('InvalidTokenException');
    expect(await refusalFrom('bare')).toMatch(
      /\(AccessDeniedException\): User: arn:aws:sts::111122223333:assumed-role\/bare\/i-0\w{16} is not authorized to perform: eks-auth:AssumeRoleForPodIdentity/,
    );
  });
});

/** A node group whose role may be a node's and no more. */
async function addNodeGroup(eks: EKSClient, iam: IAMClient, name: string): Promise<void> {
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  const subnets = await workshopSubnets(eks);
  const group = { clusterName: 'workshop-a', nodegroupName: name, subnets, nodeRole: Role?.Arn };
  await eks.send(new CreateNodegroupCommand({ ...group, scalingConfig: { minSize: 1, maxSize: 1, desiredSize: 1 } }));
}

/** In form, and no more: what EKS Auth says of it is told to the pod. */
const TOKEN = `${btoa('{"alg":"RS256"}')}.${btoa('{"exp":4000000000}')}.c2ln`.replaceAll('=', '');

async function ask(agent: HttpHandler): Promise<string> {
  const headers = { host: '169.254.170.23', authorization: TOKEN };
  return String(
    (await agent({ method: 'GET', path: '/v1/credentials', query: '', headers, body: new Uint8Array() })).body,
  );
}
