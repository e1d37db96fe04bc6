import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  GetTagKeysCommand,
  GetTagValuesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, it } from 'vitest';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { tagging } from '../../../simulator/tagging/index.ts';
import { testEndpoint } from '../wire/test-endpoint.ts';

const ADDON = `arn:aws:eks:${REGION}:${LEARNER_ACCOUNT}:addon/workshop-a/vpc-cni/1`;
const TABLE = `arn:aws:dynamodb:${REGION}:${LEARNER_ACCOUNT}:table/orders`;
const BUCKET = 'arn:aws:s3:::reports';

function tagged() {
  const endpoint = testEndpoint({ services: { tagging: async () => tagging } });
  const { state } = endpoint;
  const bucket = { account: LEARNER_ACCOUNT, region: REGION, createdAtMs: 0 };
  state.table('s3/buckets').put('reports', { ...bucket, name: 'reports', tags: { team: 'blue', stage: 'prod' } });
  state.table('s3/buckets').put('plain', { ...bucket, name: 'plain' });
  state.table('s3/buckets').put('other', { ...bucket, account: '444455556666', name: 'other', tags: { team: 'blue' } });
  const tables = state.table(`${LEARNER_ACCOUNT}/dynamodb/${REGION}/tables`);
  tables.put('orders', { name: 'orders', arn: TABLE, tags: { team: 'red' } });
  tables.put('bare', { name: 'bare', arn: `${TABLE}-bare`, tags: {} });
  state
    .table(`${LEARNER_ACCOUNT}/eks/${REGION}/addons/workshop-a`)
    .put('vpc-cni', { arn: ADDON, tags: { stage: 'test' } });
  const client = new ResourceGroupsTaggingAPIClient(endpoint.clientConfig());
  const found = async (input: GetResourcesCommandInput) => {
    const { ResourceTagMappingList = [] } = await client.send(new GetResourcesCommand(input));
    return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
  };
  return { endpoint, client, found };
}

describe('GetResources', () => {
  it('shows what carries tags in the account and Region', async () => {
    const { client } = tagged();
    expect(await client.send(new GetResourcesCommand({}))).toMatchObject({
      PaginationToken: '',
      ResourceTagMappingList: [
        {
          ResourceARN: BUCKET,
          Tags: [
            { Key: 'team', Value: 'blue' },
            { Key: 'stage', Value: 'prod' },
          ],
        },
        { ResourceARN: TABLE, Tags: [{ Key: 'team', Value: 'red' }] },
        { ResourceARN: ADDON, Tags: [{ Key: 'stage', Value: 'test' }] },
      ],
    });
  });

  it.each<[string, GetResourcesCommandInput, string[]]>([
    ['a key with any value', { TagFilters: [{ Key: 'team' }] }, [BUCKET, TABLE]],
    ['one of several values', { TagFilters: [{ Key: 'team', Values: ['red', 'green'] }] }, [TABLE]],
    ['all filters', { TagFilters: [{ Key: 'team' }, { Key: 'stage', Values: ['prod'] }] }, [BUCKET]],
    ['keys that objects have by themselves', { TagFilters: [{ Key: 'constructor' }] }, []],
    ['a service', { ResourceTypeFilters: ['eks'] }, [ADDON]],
    ['a type', { ResourceTypeFilters: ['dynamodb:table', 's3:bucket'] }, [BUCKET, TABLE]],
    ['another type of the service', { ResourceTypeFilters: ['eks:nodegroup'] }, []],
    ['ARNs', { ResourceARNList: [ADDON, 'arn:aws:s3:::plain'] }, [ADDON]],
  ])('filters by %s', async (_, input, arns) => {
    expect(await tagged().found(input)).toEqual(arns);
  });

  it('goes page by page', async () => {
    const { client } = tagged();
    const first = await client.send(new GetResourcesCommand({ ResourcesPerPage: 2 }));
    expect(first.ResourceTagMappingList).toHaveLength(2);
    const PaginationToken = first.PaginationToken;
    const rest = await client.send(new GetResourcesCommand({ ResourcesPerPage: 2, PaginationToken }));
    expect(rest).toMatchObject({ PaginationToken: '', ResourceTagMappingList: [{ ResourceARN: ADDON }] });
  });

  it.each<[GetResourcesCommandInput, string]>([
    [{ ResourcesPerPage: 101 }, 'ResourcesPerPage must be between 1 and 100'],
    [{ TagsPerPage: 99 }, 'TagsPerPage must be between 100 and 500'],
    [{ PaginationToken: 'nonsense' }, 'The specified PaginationToken is invalid'],
    [
      { ResourceARNList: [ADDON], TagFilters: [{ Key: 'team' }] },
      "ResourceARNList can't be specified together with TagFilters or ResourceTypeFilters",
    ],
  ])('refuses %j', async (input, message) => {
    await expect(tagged().found(input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('asks for tag:GetResources', async () => {
    const { endpoint } = tagged();
    const client = new ResourceGroupsTaggingAPIClient(endpoint.clientConfig(endpoint.addRoleSession({})));
    await expect(client.send(new GetResourcesCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${LEARNER_ACCOUNT}:assumed-role/app/test is not authorized to perform: tag:GetResources because no identity-based policy allows the tag:GetResources action`,
    });
  });
});

describe('GetTagKeys and GetTagValues', () => {
  it('show each key, and each value of a key, once', async () => {
    const { client } = tagged();
    expect(await client.send(new GetTagKeysCommand({}))).toMatchObject({ TagKeys: ['stage', 'team'] });
    expect(await client.send(new GetTagValuesCommand({ Key: 'team' }))).toMatchObject({ TagValues: ['blue', 'red'] });
  });
});
