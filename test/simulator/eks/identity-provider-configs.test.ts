import {
  AssociateIdentityProviderConfigCommand,
  DescribeIdentityProviderConfigCommand,
  DescribeUpdateCommand,
  DisassociateIdentityProviderConfigCommand,
  ListIdentityProviderConfigsCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { SOON_MS } from './shop-cluster.ts';
import { workshopEndpoint } from './workshop-endpoint.ts';

const clusterName = 'workshop-a';
const OIDC = { identityProviderConfigName: 'people', issuerUrl: 'https://id.example.com', clientId: 'kubernetes' };
const identityProviderConfig = { type: 'oidc', name: 'people' };

const associate = (oidc: Partial<typeof OIDC> = {}) =>
  new AssociateIdentityProviderConfigCommand({ clusterName, oidc: { ...OIDC, ...oidc }, tags: { team: 'a' } });

describe('identity provider configs', () => {
  it('are associated, shown and taken away, each by an update of the cluster', async () => {
    const { client, clock } = workshopEndpoint();
    const { update, tags } = await client.send(associate());
    expect(tags).toEqual({ team: 'a' });
    expect(update).toMatchObject({
      type: 'AssociateIdentityProviderConfig',
      status: 'InProgress',
      params: [{ type: 'IdentityProviderConfig', value: '[{"type":"oidc","name":"people"}]' }],
    });
    const describe = () =>
      client.send(new DescribeIdentityProviderConfigCommand({ clusterName, identityProviderConfig }));
    expect((await describe()).identityProviderConfig?.oidc).toMatchObject({ ...OIDC, status: 'CREATING' });
    clock.advance(SOON_MS);
    const described = await client.send(new DescribeUpdateCommand({ name: clusterName, updateId: update?.id }));
    expect(described.update?.status).toBe('Successful');
    const { oidc } = (await describe()).identityProviderConfig ?? {};
    expect(oidc).toMatchObject({ status: 'ACTIVE', clusterName, tags: { team: 'a' } });
    expect(oidc?.identityProviderConfigArn).toMatch(
      /^arn:aws:eks:us-west-2:111122223333:identityproviderconfig\/workshop-a\/oidc\/people\/[0-9a-f-]{36}$/,
    );
    const list = new ListIdentityProviderConfigsCommand({ clusterName });
    expect((await client.send(list)).identityProviderConfigs).toEqual([identityProviderConfig]);

    await client.send(new DisassociateIdentityProviderConfigCommand({ clusterName, identityProviderConfig }));
    expect((await describe()).identityProviderConfig?.oidc?.status).toBe('DELETING');
    clock.advance(SOON_MS);
    await expect(describe()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No config found for cluster: workshop-a, config type: oidc, config name: people',
    });
    expect((await client.send(list)).identityProviderConfigs).toEqual([]);
  });

  it('are one of a cluster, changed while nothing else changes', async () => {
    const { client, clock } = workshopEndpoint();
    const { update } = await client.send(associate());
    await expect(client.send(associate({ identityProviderConfigName: 'other' }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: `Cannot AssociateIdentityProviderConfig because cluster workshop-a currently has update ${update?.id} in progress`,
    });
    clock.advance(SOON_MS);
    await expect(client.send(associate({ identityProviderConfigName: 'other' }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Cluster workshop-a already has the identity provider config people',
    });
  });

  it('name another issuer than the cluster itself, by https', async () => {
    const { client, cluster } = workshopEndpoint();
    await expect(client.send(associate({ issuerUrl: cluster.issuer }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        'Incorrect Identity Provider URL configuration. The Identity Provider URL cannot be same as OpenID Connect (OIDC) issuer URL',
    });
    await expect(client.send(associate({ issuerUrl: 'http://id.example.com' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The Identity Provider URL must begin with https:// and have no query or fragment.',
    });
  });

  it('are listed one by one', async () => {
    const { client } = workshopEndpoint();
    await expect(
      client.send(new ListIdentityProviderConfigsCommand({ clusterName, maxResults: 10 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'maxResults needs to be 1' });
  });
});
