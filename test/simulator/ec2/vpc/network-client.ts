import { EC2, type ResourceType } from '@aws-sdk/client-ec2';
import { EKS } from '@aws-sdk/client-eks';
import { ec2 as service } from '../../../../simulator/ec2/index.ts';
import { eks } from '../../../../simulator/eks/index.ts';
import { testEndpoint } from '../../wire/test-endpoint.ts';

/** EC2 and EKS in an account that has nothing, and what makes networks there in short. */
export function networkClient() {
  const endpoint = testEndpoint({ services: { ec2: async () => service, eks: async () => eks } });
  const ec2 = new EC2(endpoint.clientConfig());
  return { endpoint, ec2, eks: new EKS(endpoint.clientConfig()), newVpc, newSubnet, newGateway, newRouteTable };

  async function newVpc(CidrBlock = '10.0.0.0/16'): Promise<string> {
    const { Vpc } = await ec2.createVpc({ CidrBlock });
    return Vpc?.VpcId ?? '';
  }

  async function newSubnet(VpcId: string, CidrBlock = '10.0.0.0/24', letter = 'a'): Promise<string> {
    const AvailabilityZone = `us-west-2${letter}`;
    const { Subnet } = await ec2.createSubnet({ VpcId, CidrBlock, AvailabilityZone });
    return Subnet?.SubnetId ?? '';
  }

  async function newGateway(VpcId?: string): Promise<string> {
    const { InternetGateway } = await ec2.createInternetGateway({});
    const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
    if (VpcId) await ec2.attachInternetGateway({ InternetGatewayId, VpcId });
    return InternetGatewayId;
  }

  async function newRouteTable(VpcId: string): Promise<string> {
    const { RouteTable } = await ec2.createRouteTable({ VpcId });
    return RouteTable?.RouteTableId ?? '';
  }
}

/** What a creation takes to tag what it makes with the name `shop`. */
export const named = (ResourceType: ResourceType) => ({
  TagSpecifications: [{ ResourceType, Tags: [{ Key: 'Name', Value: 'shop' }] }],
});
