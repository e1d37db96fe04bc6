import {
  CreateAddonCommand,
  CreateClusterCommand,
  CreateNodegroupCommand,
  CreatePodIdentityAssociationCommand,
  DeleteClusterCommand,
  DeleteNodegroupCommand,
  DescribeClusterCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  paginateListClusters,
  paginateListPodIdentityAssociations,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilAddonActive,
  waitUntilClusterActive,
  waitUntilClusterDeleted,
  waitUntilNodegroupActive,
  waitUntilNodegroupDeleted,
} from '@aws-sdk/client-eks';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  NoSuchEntityException,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workshopSubnets } from '../../simulator/eks/workshop-subnets.ts';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { sdkSettings } from './sdk-settings.ts';

describeWith([], 'SDK for JavaScript: EKS and IAM', [], () => {
  let cloud: ClientCloud;
  let eks: EKSClient;
  let iam: IAMClient;
  const wait = () => ({ client: eks, maxWaitTime: 60, minDelay: 1, maxDelay: 1 });
  const shop = { name: 'shop' };
  const nodes = { clusterName: 'shop', nodegroupName: 'nodes' };

  beforeAll(async () => {
    cloud = await startClientCloud();
    eks = new EKSClient(sdkSettings(cloud));
    iam = new IAMClient(sdkSettings(cloud));
  });
  afterAll(() => cloud.stop());

  it('waits for a cluster and all that is in it', async () => {
    const roleArn = 'arn:aws:iam::111122223333:role/workshop-cluster';
    const subnets = await workshopSubnets(eks);
    const made = await eks.send(
      new CreateClusterCommand({ ...shop, roleArn, resourcesVpcConfig: { subnetIds: subnets } }),
    );
    expect(made.cluster).toMatchObject({ status: 'CREATING', createdAt: expect.any(Date) });
    const { state, reason } = await waitUntilClusterActive(wait(), shop);
    expect(state).toBe('SUCCESS');
    expect(reason.cluster).toMatchObject({ status: 'ACTIVE', endpoint: expect.stringMatching(/^https:/) });
    await eks.send(new CreateNodegroupCommand({ ...nodes, nodeRole: roleArn.replace('cluster', 'node'), subnets }));
    expect((await waitUntilNodegroupActive(wait(), nodes)).state).toBe('SUCCESS');
    const agent = { clusterName: 'shop', addonName: 'eks-pod-identity-agent' };
    await eks.send(new CreateAddonCommand(agent));
    expect((await waitUntilAddonActive(wait(), agent)).state).toBe('SUCCESS');
  });

  it('reads pages to their end', async () => {
    const found: (string | undefined)[][] = [];
    const clusters = paginateListClusters({ client: eks, pageSize: 2 }, {});
    for await (const page of clusters) found.push(page.clusters ?? []);
    expect(found.map((page) => page.length)).toEqual([2, 1]);
    const trust = JSON.stringify(TRUST);
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'pods', AssumeRolePolicyDocument: trust }));
    const associate = (serviceAccount: string) =>
      new CreatePodIdentityAssociationCommand({
        clusterName: 'shop',
        namespace: 'default',
        serviceAccount,
        roleArn: Role?.Arn,
      });
    for (const account of ['a', 'b', 'c']) await eks.send(associate(account));
    const accounts: (string | undefined)[] = [];
    for await (const page of paginateListPodIdentityAssociations({ client: eks, pageSize: 1 }, { clusterName: 'shop' }))
      accounts.push(...(page.associations ?? []).map(({ serviceAccount }) => serviceAccount));
    expect(accounts.sort()).toEqual(['a', 'b', 'c']);
    const names: (string | undefined)[] = [];
    for await (const page of paginateListRoles({ client: iam, pageSize: 1 }, {}))
      names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName));
    expect(names).toContain('pods');
  });

  it('throws what the services throw, as their classes', async () => {
    const unknown = { clusterName: 'shop', associationId: 'a-00000000000000000' };
    const error = await eks.send(new DescribePodIdentityAssociationCommand(unknown)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ResourceNotFoundException);
    expect(error).toMatchObject({
      name: 'ResourceNotFoundException',
      $fault: 'client',
      $metadata: { httpStatusCode: 404, attempts: 1, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    await expect(eks.send(new DeleteClusterCommand(shop))).rejects.toBeInstanceOf(ResourceInUseException);
    await expect(iam.send(new GetRoleCommand({ RoleName: 'nope' }))).rejects.toBeInstanceOf(NoSuchEntityException);
    const briefly = { ...wait(), maxWaitTime: 2 };
    await expect(waitUntilClusterActive(briefly, { name: 'nope' })).rejects.toThrow('No cluster found for name: nope.');
  });

  it('runs middleware on what is sent and what comes back, also when it sends again', async () => {
    const client = new EKSClient(sdkSettings(cloud));
    const seen: string[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['x-shop'] = 'cart';
        return next(args);
      },
      { step: 'build', name: 'addHeader' },
    );
    client.middlewareStack.add(
      (next) => async (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        seen.push(`${headers['amz-sdk-request']} ${/SignedHeaders=[^,]*x-shop/.test(headers.authorization ?? '')}`);
        // Stands for an overloaded service.
        const busy = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: {} });
        if (seen.length === 1) throw busy;
        return next(args);
      },
      { step: 'finalizeRequest', name: 'refuseFirst', priority: 'low' },
    );
    const { cluster, $metadata } = await client.send(new DescribeClusterCommand(shop));
    expect(cluster?.name).toBe('shop');
    expect($metadata.attempts).toBe(2);
    expect(seen).toEqual(['attempt=1; max=3 true', 'attempt=2; max=3 true']);
  });

  it('waits until everything is gone', async () => {
    await eks.send(new DeleteNodegroupCommand(nodes));
    expect((await waitUntilNodegroupDeleted(wait(), nodes)).state).toBe('SUCCESS');
    await eks.send(new DeleteClusterCommand(shop));
    expect((await waitUntilClusterDeleted(wait(), shop)).state).toBe('SUCCESS');
  });
});

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
};
