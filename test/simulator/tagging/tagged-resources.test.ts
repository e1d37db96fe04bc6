import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api';
import { expect, it } from 'vitest';
import { startMetadataCloud } from '../ec2/metadata-cloud.ts';
import { named } from '../ec2/vpc/network-client.ts';

async function tagged() {
  const opened = await startMetadataCloud();
  const tagging = new ResourceGroupsTaggingAPI(opened.config());
  const arnsOf = async (Key: string, ...Values: string[]) => {
    const { ResourceTagMappingList = [] } = await tagging.getResources({ TagFilters: [{ Key, Values }] });
    return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
  };
  return { ...opened, logs: new CloudWatchLogs(opened.config()), tagging, arnsOf };
}

const arn = (service: string, path?: string) => `arn:aws:${service}:us-west-2:111122223333:${path}`;

it('GetResources shows networks and log groups', async () => {
  const { ec2, logs, tagging, arnsOf } = await tagged();
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.1.0.0/16', ...named('vpc') });
  const { InternetGateway } = await ec2.createInternetGateway(named('internet-gateway'));
  await logs.createLogGroup({ logGroupName: '/shop', tags: { Name: 'shop' } });
  const gateway = arn('ec2', `internet-gateway/${InternetGateway?.InternetGatewayId}`);
  const group = arn('logs', 'log-group:/shop');
  expect(await arnsOf('Name', 'shop')).toEqual([arn('ec2', `vpc/${Vpc?.VpcId}`), gateway, group]);
  const ResourceTypeFilters = ['logs:log-group', 'ec2:internet-gateway'];
  const { ResourceTagMappingList = [] } = await tagging.getResources({ ResourceTypeFilters });
  expect(ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN)).toEqual([gateway, group]);
});

it('GetResources shows what EKS has made of a cluster', async () => {
  const { describe, arnsOf } = await tagged();
  const { InstanceId = '', SecurityGroups } = await describe();
  expect(await arnsOf('eks:cluster-name', 'workshop-a')).toEqual([
    arn('ec2', `instance/${InstanceId}`),
    arn('ec2', `volume/${InstanceId.replace('i-', 'vol-')}`),
    arn('ec2', `network-interface/${InstanceId.replace('i-', 'eni-')}`),
  ]);
  expect(await arnsOf('kubernetes.io/cluster/workshop-a')).toEqual([
    arn('ec2', `security-group/${SecurityGroups?.[0]?.GroupId}`),
    arn('ec2', `instance/${InstanceId}`),
  ]);
});
