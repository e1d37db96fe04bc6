import { CreateNodegroupCommand, UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { SECURITY_GROUP, SUBNET, VPC } from '../../../simulator/ec2/vpc/rows.ts';
import { createActiveShop, createShop } from './shop-cluster.ts';
import { SUBNETS, type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

/** Another subnet, of the cluster's VPC or of another. */
function putSubnet({ state, cluster }: WorkshopEndpoint, id: string, zone: string, vpcId = cluster.vpc.vpcId) {
  SUBNET.table(state, cluster).put(id, { id, vpcId, cidr: '10.0.193.0/24', zone, mapPublicIp: false });
}

const invalid = (message: unknown) => ({ name: 'InvalidParameterException', clusterName: 'shop', message });

const notThere = (text: string, code: string) =>
  expect.stringMatching(
    new RegExp(
      `^${text} \\(Service: AmazonEC2; Status Code: 400; Error Code: ${code}; Request ID: [-\\w]+; Proxy: null\\)$`,
    ),
  );

describe('the network of a cluster', () => {
  it('is the VPC of its subnets', async () => {
    const endpoint = workshopEndpoint();
    const made = await createActiveShop(endpoint);
    expect(made?.resourcesVpcConfig).toMatchObject({ subnetIds: SUBNETS, vpcId: endpoint.cluster.vpc.vpcId });
    expect(VPC.table(endpoint.state, endpoint.cluster).has(made?.resourcesVpcConfig?.vpcId ?? '')).toBe(true);
  });

  it.each<[string, string[], unknown]>([
    ['no subnets', [], 'Subnet Id is required'],
    [
      'a subnet that is not there',
      [...SUBNETS, 'subnet-9'],
      notThere("The subnet ID 'subnet-9' does not exist", 'InvalidSubnetID.NotFound'),
    ],
    ['one zone', ['subnet-0a', 'subnet-1a'], 'Subnets specified must be in at least two different AZs'],
    ['two VPCs', ['subnet-0a', 'subnet-far'], 'Subnets specified must belong to the same VPC'],
  ])('refuses %s', async (_what, subnetIds, message) => {
    const endpoint = workshopEndpoint();
    putSubnet(endpoint, 'subnet-1a', 'us-west-2a');
    putSubnet(endpoint, 'subnet-far', 'us-west-2b', 'vpc-far');
    const resourcesVpcConfig = { subnetIds };
    await expect(createShop(endpoint, { resourcesVpcConfig })).rejects.toMatchObject(invalid(message));
  });

  it('has the security groups that are there, EKS’s own too', async () => {
    const endpoint = workshopEndpoint();
    const [group] = SECURITY_GROUP.table(endpoint.state, endpoint.cluster).keys();
    const withGroups = (...securityGroupIds: string[]) =>
      createShop(endpoint, { resourcesVpcConfig: { subnetIds: SUBNETS, securityGroupIds } });
    await expect(withGroups('sg-9')).rejects.toMatchObject(
      invalid(notThere("The security group 'sg-9' does not exist", 'InvalidGroup.NotFound')),
    );
    const { cluster } = await withGroups(group ?? '');
    expect(cluster?.resourcesVpcConfig?.securityGroupIds).toEqual([group]);
  });

  it('stays the same VPC when subnets change, and is that of the node groups', async () => {
    const endpoint = workshopEndpoint();
    await createActiveShop(endpoint);
    putSubnet(endpoint, 'subnet-far-a', 'us-west-2a', 'vpc-far');
    putSubnet(endpoint, 'subnet-far-b', 'us-west-2b', 'vpc-far');
    const message = `Subnet subnet-far-a is not in the cluster's VPC ${endpoint.cluster.vpc.vpcId}`;
    const subnetIds = ['subnet-far-a', 'subnet-far-b'];
    const change = new UpdateClusterConfigCommand({ name: 'shop', resourcesVpcConfig: { subnetIds } });
    await expect(endpoint.client.send(change)).rejects.toMatchObject(invalid(message));
    const nodes = { clusterName: 'shop', nodegroupName: 'nodes', nodeRole: endpoint.putRole('nodes') };
    const create = (...subnets: string[]) => endpoint.client.send(new CreateNodegroupCommand({ ...nodes, subnets }));
    await expect(create('subnet-far-a')).rejects.toMatchObject(invalid(message));
    await expect(create()).rejects.toMatchObject(invalid('Subnet Id is required'));
    expect((await create('subnet-0b')).nodegroup?.subnets).toEqual(['subnet-0b']);
  });
});
