import {
  type IAM,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import type { S3 } from '@aws-sdk/client-s3';
import { type AwsClients, orAbsent } from '../../../labs/kit/aws-clients.ts';
import type { Belonging } from './belongings.ts';

/** Removes what a lab has made, with all that hangs on it. What goes meanwhile is no error. */
export async function removeBelonging({ kind, name }: Belonging, aws: AwsClients): Promise<void> {
  await orAbsent(REMOVE[kind](name, aws));
}

const REMOVE: Record<Belonging['kind'], (name: string, aws: AwsClients) => Promise<unknown>> = {
  role: async (name, aws) => removeRole(name, await aws.iam()),
  user: async (name, aws) => removeUser(name, await aws.iam()),
  policy: async (arn, aws) => removePolicy(arn, await aws.iam()),
  bucket: async (name, aws) => removeBucket(name, await aws.s3()),
  table: async (name, aws) => (await aws.dynamodb()).deleteTable({ TableName: name }),
  'OIDC provider': async (arn, aws) => (await aws.iam()).deleteOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }),
};

async function removeRole(RoleName: string, client: IAM): Promise<void> {
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName })) {
    for (const PolicyName of PolicyNames) await orAbsent(client.deleteRolePolicy({ RoleName, PolicyName }));
  }
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName })) {
    for (const { PolicyArn } of AttachedPolicies) await orAbsent(client.detachRolePolicy({ RoleName, PolicyArn }));
  }
  await client.deleteRole({ RoleName });
}

async function removeUser(UserName: string, client: IAM): Promise<void> {
  const { AccessKeyMetadata = [] } = await client.listAccessKeys({ UserName });
  for (const { AccessKeyId } of AccessKeyMetadata) await orAbsent(client.deleteAccessKey({ UserName, AccessKeyId }));
  const { PolicyNames = [] } = await client.listUserPolicies({ UserName });
  for (const PolicyName of PolicyNames) await orAbsent(client.deleteUserPolicy({ UserName, PolicyName }));
  for await (const { AttachedPolicies = [] } of paginateListAttachedUserPolicies({ client }, { UserName })) {
    for (const { PolicyArn } of AttachedPolicies) await orAbsent(client.detachUserPolicy({ UserName, PolicyArn }));
  }
  await client.deleteUser({ UserName });
}

async function removePolicy(PolicyArn: string, client: IAM): Promise<void> {
  const { Versions = [] } = await client.listPolicyVersions({ PolicyArn });
  for (const { VersionId } of Versions.filter((version) => !version.IsDefaultVersion)) {
    await orAbsent(client.deletePolicyVersion({ PolicyArn, VersionId }));
  }
  await client.deletePolicy({ PolicyArn });
}

async function removeBucket(Bucket: string, client: S3): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.listObjectVersions({ Bucket });
    const all = [...Versions, ...DeleteMarkers];
    if (all.length === 0) break;
    for (const { Key, VersionId } of all) await client.deleteObject({ Bucket, Key, VersionId });
  }
  await client.deleteBucket({ Bucket });
}
