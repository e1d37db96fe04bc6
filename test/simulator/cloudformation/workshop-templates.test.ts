import {
  type Capability,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { DescribeRouteTablesCommand, DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { DescribeClusterCommand, DescribeNodegroupCommand, ListAccessEntriesCommand } from '@aws-sdk/client-eks';
import { ListAttachedRolePoliciesCommand, ListRoleTagsCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { CLUSTER, NETWORK, stacksEndpoint } from './stacks-endpoint.ts';

const RUN = { Key: 'pod-identity-workshop:run', Value: 'abc' };
const outputs = ({ Outputs = [] }: Stack) =>
  Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue ?? '']));

/** Both stacks, ready. */
async function madeWorkshop() {
  const endpoint = stacksEndpoint();
  const { reach, asRole } = endpoint;
  const { cloudformation } = await asRole('builder', { Effect: 'Allow', Action: '*', Resource: '*' });
  const create = (input: CreateStackCommandInput) => cloudformation.send(new CreateStackCommand(input));
  await create({ StackName: 'ws-network', TemplateBody: NETWORK, Tags: [RUN] });
  const network = await reach('ws-network', 'CREATE_COMPLETE');
  const Parameters = [
    { ParameterKey: 'ClusterName', ParameterValue: 'workshop-abc-a' },
    { ParameterKey: 'SubnetIds', ParameterValue: outputs(network).SubnetIds },
  ];
  const Capabilities: Capability[] = ['CAPABILITY_IAM'];
  await create({ StackName: 'ws-cluster-a', TemplateBody: CLUSTER, Parameters, Capabilities, Tags: [RUN] });
  const cluster = await reach('ws-cluster-a', 'CREATE_COMPLETE');
  return { ...endpoint, network, cluster };
}

describe("the workshop's templates", { timeout: 60_000 }, () => {
  it('make a network that leads to the internet from two zones', async () => {
    const { ec2, network } = await madeWorkshop();
    const { VpcId = '', SubnetIds = '' } = outputs(network);
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    expect(Vpcs[0]?.Tags).toEqual([
      RUN,
      { Key: 'Name', Value: 'ws-network' },
      { Key: 'aws:cloudformation:stack-name', Value: 'ws-network' },
      { Key: 'aws:cloudformation:logical-id', Value: 'Vpc' },
      { Key: 'aws:cloudformation:stack-id', Value: network.StackId },
    ]);
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: SubnetIds.split(',') }));
    expect(Subnets.map(({ AvailabilityZone, MapPublicIpOnLaunch }) => [AvailabilityZone, MapPublicIpOnLaunch])).toEqual(
      [
        ['us-west-2a', true],
        ['us-west-2b', true],
      ],
    );
    const Filters = [{ Name: 'association.subnet-id', Values: SubnetIds.split(',') }];
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
    expect(RouteTables.flatMap(({ Routes = [] }) => Routes.map((route) => route.DestinationCidrBlock))).toEqual([
      '10.42.0.0/16',
      '0.0.0.0/0',
    ]);
  });

  it('make a cluster that its creator administers, with one node and least privileges', async () => {
    const { eks, iam, cluster: stack } = await madeWorkshop();
    const { ClusterName = '', ClusterArn, NodeRoleArn = '', NodegroupArn, OidcIssuer } = outputs(stack);
    const { cluster } = await eks.send(new DescribeClusterCommand({ name: ClusterName }));
    expect(cluster).toMatchObject({ arn: ClusterArn, status: 'ACTIVE', version: '1.33', tags: { [RUN.Key]: 'abc' } });
    expect(cluster?.accessConfig?.authenticationMode).toBe('API_AND_CONFIG_MAP');
    expect(cluster?.identity?.oidc?.issuer).toBe(OidcIssuer);
    const { accessEntries } = await eks.send(new ListAccessEntriesCommand({ clusterName: ClusterName }));
    expect(accessEntries).toEqual(['arn:aws:iam::111122223333:role/builder', NodeRoleArn]);
    const key = { clusterName: ClusterName, nodegroupName: 'workshop' };
    const { nodegroup } = await eks.send(new DescribeNodegroupCommand(key));
    expect(nodegroup).toMatchObject({
      nodegroupArn: NodegroupArn,
      instanceTypes: ['t3.medium'],
      nodeRole: NodeRoleArn,
    });
    expect(nodegroup?.scalingConfig).toEqual({ minSize: 1, maxSize: 1, desiredSize: 1 });
    const RoleName = NodeRoleArn.split('/')[1];
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies.map(({ PolicyName }) => PolicyName).sort()).toEqual([
      'AmazonEC2ContainerRegistryPullOnly',
      'AmazonEKSWorkerNodePolicy',
      'AmazonEKS_CNI_Policy',
    ]);
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([RUN]);
  });

  it('go in the order in which they need each other', async () => {
    const { cloudformation, reach, events, cluster, network, create } = await madeWorkshop();
    const remove = (StackName: string) => cloudformation.send(new DeleteStackCommand({ StackName }));
    await remove('ws-network');
    const stuck = await reach('ws-network', 'DELETE_FAILED');
    expect(stuck.StackStatusReason).toMatch(/^The following resource\(s\) failed to delete: \[.*\]\. $/);
    const reasons = (await events('ws-network')).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
    expect(reasons[0]?.ResourceStatusReason).toContain('has dependencies and cannot be deleted. (Service: Ec2');
    await remove('ws-cluster-a');
    await reach(cluster.StackId ?? '', 'DELETE_COMPLETE');
    await remove('ws-network');
    await reach(network.StackId ?? '', 'DELETE_COMPLETE');
    // Its name is free again.
    await create({ StackName: 'ws-network', TemplateBody: NETWORK });
  });
});
