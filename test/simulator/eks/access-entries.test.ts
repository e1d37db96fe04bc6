import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  CreateClusterCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  DisassociateAccessPolicyCommand,
  ListAccessEntriesCommand,
  ListAccessPoliciesCommand,
  ListAssociatedAccessPoliciesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { SUBNETS, type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

const clusterName = 'workshop-a';
const VIEW = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';

async function createEntry({ client, putRole }: WorkshopEndpoint, input: object = {}) {
  const principalArn = putRole('dev');
  const { accessEntry } = await client.send(new CreateAccessEntryCommand({ clusterName, principalArn, ...input }));
  return { ...accessEntry, principalArn };
}

describe('access entries', () => {
  it('name a role and what it is called in Kubernetes', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const entry = await createEntry(endpoint, { kubernetesGroups: ['developers'], tags: { team: 'a' } });
    expect(entry).toMatchObject({
      clusterName,
      kubernetesGroups: ['developers'],
      username: 'arn:aws:sts::111122223333:assumed-role/dev/{{SessionName}}',
      type: 'STANDARD',
      tags: { team: 'a' },
    });
    expect(entry.accessEntryArn).toMatch(
      /^arn:aws:eks:us-west-2:111122223333:access-entry\/workshop-a\/role\/111122223333\/dev\/[0-9a-f-]{36}$/,
    );
    const key = { clusterName, principalArn: entry.principalArn };
    await client.send(new UpdateAccessEntryCommand({ ...key, username: 'dev', kubernetesGroups: [] }));
    const { accessEntry } = await client.send(new DescribeAccessEntryCommand(key));
    expect(accessEntry).toMatchObject({ username: 'dev', kubernetesGroups: [] });
    await client.send(new TagResourceCommand({ resourceArn: entry.accessEntryArn, tags: { b: '2' } }));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn: entry.accessEntryArn }));
    expect(tags).toEqual({ team: 'a', b: '2' });
    await client.send(new DeleteAccessEntryCommand(key));
    await expect(client.send(new DescribeAccessEntryCommand(key))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    expect((await client.send(new ListAccessEntriesCommand({ clusterName }))).accessEntries).toEqual([]);
  });

  it('are one for each principal that exists', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const { principalArn } = await createEntry(endpoint);
    await expect(client.send(new CreateAccessEntryCommand({ clusterName, principalArn }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'The specified access entry resource is already in use on this cluster.',
    });
    const absent = { clusterName, principalArn: 'arn:aws:iam::111122223333:role/absent' };
    await expect(client.send(new CreateAccessEntryCommand(absent))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The specified principalArn is invalid: invalid principal.',
    });
  });

  it('take no groups of Kubernetes itself', async () => {
    const kubernetesGroups = ['system:masters'];
    await expect(createEntry(workshopEndpoint(), { kubernetesGroups })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The kubernetes group name system:masters is invalid, it cannot start with system:',
    });
  });

  it('need an authentication mode that knows them', async () => {
    const endpoint = workshopEndpoint();
    const trust = { Principal: { Service: 'eks.amazonaws.com' } };
    const roleArn = endpoint.putRole('cluster', { trust });
    await endpoint.client.send(
      new CreateClusterCommand({ name: 'old', roleArn, resourcesVpcConfig: { subnetIds: SUBNETS } }),
    );
    await expect(createEntry(endpoint, { clusterName: 'old' })).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message:
        "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    });
  });
});

describe('access policies', () => {
  it('are associated with a scope, and taken away', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const { principalArn } = await createEntry(endpoint);
    const key = { clusterName, principalArn, policyArn: VIEW };
    await client.send(new AssociateAccessPolicyCommand({ ...key, accessScope: { type: 'cluster' } }));
    const accessScope = { type: 'namespace' as const, namespaces: ['shop'] };
    await client.send(new AssociateAccessPolicyCommand({ ...key, accessScope }));
    const list = () => client.send(new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn }));
    expect((await list()).associatedAccessPolicies).toMatchObject([{ policyArn: VIEW, accessScope }]);
    const listed = await client.send(new ListAccessEntriesCommand({ clusterName, associatedPolicyArn: VIEW }));
    expect(listed.accessEntries).toEqual([principalArn]);
    await client.send(new DisassociateAccessPolicyCommand(key));
    expect((await list()).associatedAccessPolicies).toEqual([]);
  });

  it('are those of AWS', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const { principalArn } = await createEntry(endpoint);
    const { accessPolicies } = await client.send(new ListAccessPoliciesCommand({}));
    expect(accessPolicies).toContainEqual({ name: 'AmazonEKSViewPolicy', arn: VIEW });
    const input = { clusterName, principalArn, policyArn: `${VIEW}s`, accessScope: { type: 'cluster' as const } };
    await expect(client.send(new AssociateAccessPolicyCommand(input))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The policyArn parameter format is not valid',
    });
  });
});
