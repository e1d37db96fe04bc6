import { EC2, type Tag } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { rolesOf } from '../../../simulator/iam/tables.ts';
import { allow, refusal } from '../iam/accounts.ts';
import { startMetadataCloud } from './metadata-cloud.ts';
import { named, networkClient } from './vpc/network-client.ts';

const refused = (code: string, message: string) => refusal(code, 400, message);
const tag = (Key: string, Value: string): Tag => ({ Key, Value });
const of = (id: string) => ({ Filters: [{ Name: 'resource-id', Values: [id] }] });

describe('tags', () => {
  it('are put on several things, changed, found and taken away', async () => {
    const { ec2, newVpc, newGateway } = networkClient();
    const [vpcId, gatewayId] = [await newVpc(), await newGateway()];
    await ec2.createTags({ Resources: [vpcId, gatewayId], Tags: [tag('team', 'blue'), tag('stage', 'test')] });
    await ec2.createTags({ Resources: [vpcId], Tags: [tag('team', 'red')] });
    expect((await ec2.describeTags({ Filters: [{ Name: 'key', Values: ['team'] }] })).Tags).toEqual([
      { ResourceId: vpcId, ResourceType: 'vpc', ...tag('team', 'red') },
      { ResourceId: gatewayId, ResourceType: 'internet-gateway', ...tag('team', 'blue') },
    ]);
    const byTag = { Filters: [{ Name: 'tag:team', Values: ['red'] }] };
    expect((await ec2.describeVpcs(byTag)).Vpcs?.map(({ VpcId }) => VpcId)).toEqual([vpcId]);
    await ec2.deleteTags({ Resources: [vpcId], Tags: [tag('team', 'blue'), { Key: 'stage' }] });
    expect((await ec2.describeTags(of(vpcId))).Tags).toMatchObject([tag('team', 'red')]);
    await ec2.deleteTags({ Resources: [gatewayId] });
    expect((await ec2.describeTags(of(gatewayId))).Tags).toEqual([]);
  });

  it('go with what they are on', async () => {
    const { ec2, newVpc } = networkClient();
    const VpcId = await newVpc();
    await ec2.createTags({ Resources: [VpcId], Tags: [tag('team', 'blue')] });
    await ec2.deleteVpc({ VpcId });
    expect((await ec2.describeTags({})).Tags).toEqual([]);
  });

  it('change on a node and its volume, too', async () => {
    const { ec2, describe: instance } = await startMetadataCloud();
    const { InstanceId = '' } = await instance();
    const volumeId = InstanceId.replace('i-', 'vol-');
    await ec2.createTags({ Resources: [InstanceId, volumeId], Tags: [tag('team', 'blue')] });
    expect((await instance()).Tags).toContainEqual(tag('team', 'blue'));
    const { Volumes } = await ec2.describeVolumes({ VolumeIds: [volumeId] });
    expect(Volumes?.[0]?.Tags).toContainEqual(tag('team', 'blue'));
    expect(Volumes?.[0]?.Tags).toContainEqual(tag('eks:cluster-name', 'workshop-a'));
  });

  it('that are reserved stay', async () => {
    const { ec2, describe: instance } = await startMetadataCloud();
    const { InstanceId = '' } = await instance();
    const Tags = [{ Key: 'aws:eks:cluster-name' }];
    await expect(ec2.deleteTags({ Resources: [InstanceId], Tags })).rejects.toEqual(
      refused('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use"),
    );
    await ec2.deleteTags({ Resources: [InstanceId] });
    const { Tags: rest = [] } = await ec2.describeTags(of(InstanceId));
    expect(new Set(rest.map(({ Key }) => Key))).toEqual(new Set(['aws:autoscaling:groupName', 'aws:eks:cluster-name']));
  });

  it.each([
    [tag('aws:mine', 'x'), "Tag keys starting with 'aws:' are reserved for internal use"],
    [tag('k'.repeat(128), 'x'), 'Tag key exceeds the maximum length of 127 characters'],
    [tag('k', 'x'.repeat(256)), 'Tag value exceeds the maximum length of 255 characters'],
  ])('are not %j', async (wrong, message) => {
    const { ec2, newVpc } = networkClient();
    const Resources = [await newVpc()];
    await expect(ec2.createTags({ Resources, Tags: [wrong] })).rejects.toEqual(
      refused('InvalidParameterValue', message),
    );
  });

  it('are at most 50, on things that are there, of the kind that is made', async () => {
    const { ec2, newVpc } = networkClient();
    const Resources = [await newVpc()];
    const Tags = Array.from({ length: 50 }, (_, index) => tag(`k${index}`, ''));
    await ec2.createTags({ Resources, Tags });
    await expect(ec2.createTags({ Resources, Tags: [tag('more', '')] })).rejects.toEqual(
      refused('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.'),
    );
    await expect(ec2.createTags({ Resources: ['vpc-9'], Tags })).rejects.toEqual(
      refused('InvalidID', "The ID 'vpc-9' is not valid"),
    );
    await expect(ec2.createInternetGateway(named('vpc'))).rejects.toEqual(
      refused('InvalidParameterValue', "'vpc' is not a valid taggable resource type for this operation."),
    );
  });

  it('at a creation need a permission, which may know what is being made', async () => {
    const { endpoint } = networkClient();
    const putRole = (name: string, policy: string) =>
      rolesOf(endpoint.state, '111122223333').put(name, {
        ...{ name, path: '/', id: 'AROATESTROLE00000000', arn: `arn:aws:iam::111122223333:role/${name}` },
        ...{ createdAtMs: 0, maxSessionDurationSeconds: 3600, trustPolicy: '{}', tags: {}, attachedPolicyArns: [] },
        inlinePolicies: { inline: policy },
      });
    const as = (roleName: string) => new EC2(endpoint.clientConfig(endpoint.addRoleSession({ roleName })));
    putRole('maker', allow('ec2:CreateInternetGateway'));
    await as('maker').createInternetGateway({});
    await expect(as('maker').createInternetGateway(named('internet-gateway'))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining(
        'is not authorized to perform: ec2:CreateTags on resource: arn:aws:ec2:us-west-2:111122223333:internet-gateway/* because no identity-based policy allows the ec2:CreateTags action',
      ),
    });
    const StringEquals = { 'ec2:CreateAction': 'CreateInternetGateway', 'aws:RequestTag/Name': 'shop' };
    const Statement = [
      { Effect: 'Allow', Action: ['ec2:CreateInternetGateway', 'ec2:CreateVpc'], Resource: '*' },
      { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*', Condition: { StringEquals } },
    ];
    putRole('tagger', JSON.stringify({ Version: '2012-10-17', Statement }));
    const { InternetGateway } = await as('tagger').createInternetGateway(named('internet-gateway'));
    expect(InternetGateway?.Tags).toEqual([tag('Name', 'shop')]);
    const CidrBlock = '10.0.0.0/16';
    await expect(as('tagger').createVpc({ CidrBlock, ...named('vpc') })).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('is not authorized to perform: ec2:CreateTags'),
    });
  });
});
