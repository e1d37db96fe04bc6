import {
  CreateAddonCommand,
  DeleteAddonCommand,
  DeletePodIdentityAssociationCommand,
  DescribeAddonCommand,
  DescribeAddonConfigurationCommand,
  DescribePodIdentityAssociationCommand,
  DescribeUpdateCommand,
  ListPodIdentityAssociationsCommand,
  UpdateAddonCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

const clusterName = 'workshop-a';
const EBS = { clusterName, addonName: 'aws-ebs-csi-driver' };
const SERVICE_ACCOUNT = 'ebs-csi-controller-sa';

async function createEbs({ client, putRole }: WorkshopEndpoint) {
  const podIdentityAssociations = [{ serviceAccount: SERVICE_ACCOUNT, roleArn: putRole('ebs') }];
  const { addon } = await client.send(new CreateAddonCommand({ ...EBS, podIdentityAssociations }));
  const arn = addon?.podIdentityAssociations?.[0] ?? '';
  return { addon, associationId: arn.slice(arn.lastIndexOf('/') + 1) };
}

describe('associations of an add-on', () => {
  it('are made with it and belong to it', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const { addon, associationId } = await createEbs(endpoint);
    const key = { clusterName, associationId };
    const { association } = await client.send(new DescribePodIdentityAssociationCommand(key));
    expect(association).toMatchObject({
      namespace: 'kube-system',
      serviceAccount: SERVICE_ACCOUNT,
      ownerArn: addon?.addonArn,
    });
    await expect(client.send(new DeletePodIdentityAssociationCommand(key))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: `The association ${associationId} is owned by ${addon?.addonArn}: change it through its owner.`,
    });
  });

  it('change with it and go with it', async () => {
    const endpoint = workshopEndpoint();
    const { client, clock, putRole } = endpoint;
    const { associationId } = await createEbs(endpoint);
    const roleArn = putRole('other');
    const podIdentityAssociations = [{ serviceAccount: SERVICE_ACCOUNT, roleArn }];
    const { update } = await client.send(new UpdateAddonCommand({ ...EBS, podIdentityAssociations }));
    clock.advance(1000);
    const found = new DescribeUpdateCommand({ name: clusterName, updateId: update?.id, addonName: EBS.addonName });
    expect((await client.send(found)).update).toMatchObject({ status: 'Successful', type: 'AddonUpdate' });
    const described = await client.send(new DescribePodIdentityAssociationCommand({ clusterName, associationId }));
    expect(described.association?.roleArn).toBe(roleArn);
    await client.send(new UpdateAddonCommand({ ...EBS, podIdentityAssociations: [] }));
    const list = new ListPodIdentityAssociationsCommand({ clusterName });
    expect((await client.send(list)).associations).toEqual([]);
    await client.send(new UpdateAddonCommand({ ...EBS, podIdentityAssociations }));
    await client.send(new DeleteAddonCommand(EBS));
    expect((await client.send(list)).associations).toEqual([]);
  });

  it('are for the service accounts that the add-on has', async () => {
    const { client, putRole } = workshopEndpoint();
    const podIdentityAssociations = [{ serviceAccount: 'other', roleArn: putRole('ebs') }];
    await expect(client.send(new CreateAddonCommand({ ...EBS, podIdentityAssociations }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Service account other in pod identity configuration is not supported for addon aws-ebs-csi-driver',
    });
  });

  it('are for add-ons that know Pod Identity', async () => {
    const { client, putRole } = workshopEndpoint();
    const podIdentityAssociations = [{ serviceAccount: 'coredns', roleArn: putRole('dns') }];
    const create = new CreateAddonCommand({ clusterName, addonName: 'coredns', podIdentityAssociations });
    await expect(client.send(create)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Pod Identity feature is not supported for addon version: v1.12.4-eksbuild.1',
    });
  });

  it('are described with the add-on version', async () => {
    const { client } = workshopEndpoint();
    const input = { addonName: EBS.addonName, addonVersion: 'v1.52.1-eksbuild.1' };
    const { podIdentityConfiguration } = await client.send(new DescribeAddonConfigurationCommand(input));
    expect(podIdentityConfiguration).toMatchObject([{ serviceAccount: SERVICE_ACCOUNT }]);
  });
});

describe('UpdateAddon', () => {
  it('changes version and configuration and keeps the rest', async () => {
    const endpoint = workshopEndpoint();
    const { client } = endpoint;
    const { addon } = await createEbs(endpoint);
    const configurationValues = '{"node":{}}';
    await client.send(new UpdateAddonCommand({ ...EBS, addonVersion: 'v1.44.0-eksbuild.1', configurationValues }));
    expect((await client.send(new DescribeAddonCommand(EBS))).addon).toMatchObject({
      addonVersion: 'v1.44.0-eksbuild.1',
      configurationValues,
      podIdentityAssociations: addon?.podIdentityAssociations,
    });
  });
});
