import {
  AssociateAccessPolicyCommand,
  AssociateEncryptionConfigCommand,
  AssociateIdentityProviderConfigCommand,
  CreateAccessEntryCommand,
  CreateClusterCommand,
  DescribeAccessEntryCommand,
  EKSClient,
  UpdateAccessEntryCommand,
  UpdateClusterConfigCommand,
  UpdateClusterVersionCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { EKS_TRUST } from './shop-cluster.ts';
import { SUBNETS, workshopEndpoint } from './workshop-endpoint.ts';

type Call = (client: EKSClient) => Promise<unknown>;

const clusterName = 'workshop-a';
const CLUSTER_ROLE = 'arn:aws:iam::111122223333:role/cluster';
const principalArn = 'arn:aws:iam::111122223333:role/dev';
const policyArn = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
const KEY = 'arn:aws:kms:us-west-2:111122223333:key/1';

/** A client that may do whatever the condition lets it, in a cluster with an access entry for the role `dev`. */
async function limitedTo(condition: object): Promise<EKSClient> {
  const endpoint = workshopEndpoint();
  endpoint.putRole('cluster', { trust: EKS_TRUST });
  endpoint.putRole('dev');
  endpoint.putRole('ops');
  const entry = { clusterName, principalArn, kubernetesGroups: ['viewers'], username: 'dev' };
  await endpoint.client.send(new CreateAccessEntryCommand(entry));
  const Statement = [
    { Effect: 'Allow', Action: 'eks:*', Resource: '*', Condition: condition },
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
  ];
  endpoint.putRole('limited', { inlinePolicy: { Version: '2012-10-17', Statement } });
  return new EKSClient(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'limited' })));
}

const createCluster = (input: object) => (client: EKSClient) =>
  client.send(
    new CreateClusterCommand({
      name: 'shop',
      roleArn: CLUSTER_ROLE,
      resourcesVpcConfig: { subnetIds: SUBNETS },
      ...input,
    }),
  );
const configure = (input: object) => (client: EKSClient) =>
  client.send(new UpdateClusterConfigCommand({ name: clusterName, ...input }));
const upgradeTo = (version: string) => (client: EKSClient) =>
  client.send(new UpdateClusterVersionCommand({ name: clusterName, version }));
const createEntry = (input: object) => (client: EKSClient) =>
  client.send(
    new CreateAccessEntryCommand({ clusterName, principalArn: principalArn.replace('dev', 'ops'), ...input }),
  );
const updateEntry = (input: object) => (client: EKSClient) =>
  client.send(new UpdateAccessEntryCommand({ clusterName, principalArn, ...input }));
const describeEntry = (input: object) => (client: EKSClient) =>
  client.send(new DescribeAccessEntryCommand({ clusterName, principalArn, ...input }));
const associate =
  (accessScope: object, more: object = {}) =>
  (client: EKSClient) =>
    client.send(new AssociateAccessPolicyCommand({ clusterName, principalArn, policyArn, accessScope, ...more }));
const identityProvider = (clientId: string) => (client: EKSClient) => {
  const oidc = { identityProviderConfigName: 'people', issuerUrl: 'https://id.example.com', clientId };
  return client.send(new AssociateIdentityProviderConfigCommand({ clusterName, oidc }));
};
const encrypt = (keyArn: string) => (client: EKSClient) => {
  const encryptionConfig = [{ resources: ['secrets'], provider: { keyArn } }];
  return client.send(new AssociateEncryptionConfigCommand({ clusterName, encryptionConfig }));
};
const logging = (types: ('api' | 'audit')[]) => ({ logging: { clusterLogging: [{ types, enabled: true }] } });

const CASES: [string, object, Call, Call][] = [
  [
    'eks:authenticationMode',
    { StringEquals: { 'eks:authenticationMode': 'API' } },
    createCluster({ accessConfig: { authenticationMode: 'API' } }),
    createCluster({}),
  ],
  [
    'eks:bootstrapClusterCreatorAdminPermissions',
    { Bool: { 'eks:bootstrapClusterCreatorAdminPermissions': 'false' } },
    createCluster({ accessConfig: { bootstrapClusterCreatorAdminPermissions: false } }),
    createCluster({}),
  ],
  [
    'eks:endpointPublicAccess at creation',
    { Bool: { 'eks:endpointPublicAccess': 'false' } },
    createCluster({
      resourcesVpcConfig: { subnetIds: SUBNETS, endpointPublicAccess: false, endpointPrivateAccess: true },
    }),
    createCluster({}),
  ],
  [
    'eks:endpointPrivateAccess in a change',
    { Bool: { 'eks:endpointPrivateAccess': 'true' } },
    configure({ resourcesVpcConfig: { endpointPrivateAccess: true } }),
    configure({ resourcesVpcConfig: { endpointPublicAccess: false } }),
  ],
  [
    'eks:supportType',
    { StringEquals: { 'eks:supportType': 'STANDARD' } },
    configure({ upgradePolicy: { supportType: 'STANDARD' } }),
    configure({ upgradePolicy: { supportType: 'EXTENDED' } }),
  ],
  [
    'eks:loggingType/audit',
    { Bool: { 'eks:loggingType/audit': 'true' } },
    configure(logging(['audit'])),
    configure(logging(['api'])),
  ],
  [
    'eks:deletionProtection',
    { Bool: { 'eks:deletionProtection': 'true' } },
    configure({ deletionProtection: true }),
    configure({ deletionProtection: false }),
  ],
  [
    'eks:kubernetesVersion',
    { StringEquals: { 'eks:kubernetesVersion': '1.34' } },
    upgradeTo('1.34'),
    upgradeTo('1.35'),
  ],
  [
    'eks:encryptionConfigProviderKeyArns',
    { 'ForAllValues:ArnEquals': { 'eks:encryptionConfigProviderKeyArns': KEY } },
    encrypt(KEY),
    encrypt(`${KEY}2`),
  ],
  [
    'eks:clientId',
    { StringEquals: { 'eks:clientId': 'kubernetes' } },
    identityProvider('kubernetes'),
    identityProvider('other'),
  ],
  [
    'eks:issuerUrl',
    { StringLike: { 'eks:issuerUrl': 'https://*.example.com' } },
    identityProvider('kubernetes'),
    describeEntry({}),
  ],
  [
    'eks:accessEntryType',
    { StringEquals: { 'eks:accessEntryType': 'EC2_LINUX' } },
    createEntry({ type: 'EC2_LINUX' }),
    createEntry({}),
  ],
  [
    'eks:kubernetesGroups of the request',
    { 'ForAllValues:StringEquals': { 'eks:kubernetesGroups': ['viewers', 'editors'] } },
    updateEntry({ kubernetesGroups: ['editors'] }),
    updateEntry({ kubernetesGroups: ['editors', 'admins'] }),
  ],
  [
    'eks:kubernetesGroups and eks:username of the entry',
    { StringEquals: { 'eks:kubernetesGroups': 'viewers', 'eks:username': 'dev' } },
    describeEntry({}),
    updateEntry({ username: 'root' }),
  ],
  [
    'eks:principalArn',
    { ArnLike: { 'eks:principalArn': 'arn:aws:iam::*:role/dev' } },
    describeEntry({}),
    createEntry({}),
  ],
  [
    'eks:clusterName',
    { StringEquals: { 'eks:clusterName': clusterName } },
    describeEntry({}),
    describeEntry({ clusterName: 'workshop-b' }),
  ],
  [
    'eks:policyArn',
    { ArnEquals: { 'eks:policyArn': policyArn } },
    associate({ type: 'cluster' }),
    associate({ type: 'cluster' }, { policyArn: policyArn.replace('View', 'ClusterAdmin') }),
  ],
  [
    'eks:accessScope and eks:namespaces',
    {
      StringEquals: { 'eks:accessScope': 'namespace' },
      'ForAllValues:StringEquals': { 'eks:namespaces': ['shop'] },
    },
    associate({ type: 'namespace', namespaces: ['shop'] }),
    associate({ type: 'namespace', namespaces: ['shop', 'kube-system'] }),
  ],
];

describe('condition keys', () => {
  it.each(CASES)('have %s decide', async (_what, condition, allowed, denied) => {
    const client = await limitedTo(condition);
    await expect(denied(client)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('because no identity-based policy allows the eks:'),
      $metadata: { httpStatusCode: 403 },
    });
    await allowed(client);
  });
});
