import type { DescribeInstancesRequest } from '@aws-sdk/client-ec2';
import { EKS } from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { refusal } from '../iam/accounts.ts';
import { requestOf } from '../kubernetes/api-server/test-cluster.ts';
import { startMetadataCloud } from './metadata-cloud.ts';

type MetadataCloud = Awaited<ReturnType<typeof startMetadataCloud>>;

async function nodesOf({ cloud }: MetadataCloud) {
  const token = cloud.credentials.kubernetesToken;
  const answer = await cloud.clusters
    .get('workshop-a')
    ?.handle(requestOf('GET', '/api/v1/nodes', undefined, { token }));
  return JSON.parse(String(answer?.body)).items as { metadata: { name: string }; spec: { providerID: string } }[];
}

async function idsOf({ ec2 }: MetadataCloud, request: DescribeInstancesRequest) {
  const { Reservations = [] } = await ec2.describeInstances(request);
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId));
}

describe('DescribeInstances', () => {
  it('shows the node as its cluster does', async () => {
    const opened = await startMetadataCloud();
    const [node] = await nodesOf(opened);
    const instance = await opened.describe();
    expect(node?.spec.providerID).toBe(`aws:///${instance.Placement?.AvailabilityZone}/${instance.InstanceId}`);
    expect(node?.metadata.name).toBe(instance.PrivateDnsName);
    expect(instance).toMatchObject({
      State: { Code: 16, Name: 'running' },
      InstanceType: 'm5.large',
      PrivateIpAddress: expect.stringMatching(/^10\.0\./),
      IamInstanceProfile: { Arn: expect.stringMatching(/^arn:aws:iam::111122223333:instance-profile\/eks-/) },
      LaunchTime: new Date(opened.clock.now()),
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1, HttpEndpoint: 'enabled' },
    });
    expect(instance.Tags).toContainEqual({ Key: 'eks:nodegroup-name', Value: 'workshop' });
    expect(instance.Tags).toContainEqual({ Key: 'kubernetes.io/cluster/workshop-a', Value: 'owned' });
  });

  it('has the VPC and the security group that EKS names', async () => {
    const { describe, config } = await startMetadataCloud();
    const { cluster } = await new EKS(config()).describeCluster({ name: 'workshop-a' });
    const { VpcId, SecurityGroups } = await describe();
    expect(VpcId).toBe(cluster?.resourcesVpcConfig?.vpcId);
    expect(SecurityGroups?.map(({ GroupId }) => GroupId)).toEqual([
      cluster?.resourcesVpcConfig?.clusterSecurityGroupId,
    ]);
  });

  it('follows the size of the node group, and a new instance in an old place begins anew', async () => {
    const opened = await startMetadataCloud();
    const { config, modify } = opened;
    await modify({ HttpPutResponseHopLimit: 2 });
    const resize = (desiredSize: number) =>
      new EKS(config()).updateNodegroupConfig({
        clusterName: 'workshop-a',
        nodegroupName: 'workshop',
        scalingConfig: { minSize: 0, maxSize: 3, desiredSize },
      });
    const ofCluster = { Filters: [{ Name: 'tag:eks:cluster-name', Values: ['workshop-a'] }] };
    const before = await idsOf(opened, ofCluster);
    await resize(0);
    expect(await idsOf(opened, ofCluster)).toEqual([]);
    opened.clock.advance(1000);
    await resize(2);
    expect(await idsOf(opened, ofCluster)).toEqual([...before, expect.stringMatching(/^i-[0-9a-f]{17}$/)]);
    expect((await opened.describe()).MetadataOptions).toMatchObject({ HttpPutResponseHopLimit: 1 });
  });

  it.each([
    [
      'all of several filters',
      [
        ['instance-state-name', 'running'],
        ['instance-type', 'm5.*'],
      ],
      2,
    ],
    ['one of several values', [['tag:eks:cluster-name', 'workshop-a', 'other']], 1],
    ['a tag', [['tag-key', 'kubernetes.io/cluster/workshop-?']], 2],
    ['nothing', [['instance-state-name', 'stopped']], 0],
    ['the hop limit', [['metadata-options.http-put-response-hop-limit', '1']], 2],
    ['a wildcard that is none', [['instance-type', 'm5\\*']], 0],
  ])('finds by %s', async (_what, filters, count) => {
    const opened = await startMetadataCloud();
    const Filters = filters.map(([Name, ...Values]) => ({ Name, Values }));
    expect(await idsOf(opened, { Filters })).toHaveLength(count);
  });

  it('gives pages', async () => {
    const opened = await startMetadataCloud();
    const first = await opened.ec2.describeInstances({ MaxResults: 5 });
    expect(first.NextToken).toBeUndefined();
    expect(first.Reservations).toHaveLength(2);
  });

  it.each([
    [{ Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue', "The filter 'colour' is invalid"],
    [
      { MaxResults: 4 },
      'InvalidParameterValue',
      'Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
    ],
    [
      { InstanceIds: ['i-0123456789abcdef0', 'i-0123456789abcdef1'] },
      'InvalidInstanceID.NotFound',
      "The instance IDs 'i-0123456789abcdef0, i-0123456789abcdef1' do not exist",
    ],
    [
      { InstanceIds: ['i-0123456789abcdef0'], MaxResults: 5 },
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    ],
    [{ DryRun: true }, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.'],
  ])('refuses %j', async (request, code, message) => {
    const { ec2 } = await startMetadataCloud();
    const status = code === 'DryRunOperation' ? 412 : 400;
    await expect(ec2.describeInstances(request)).rejects.toEqual(refusal(code, status, message));
  });
});
