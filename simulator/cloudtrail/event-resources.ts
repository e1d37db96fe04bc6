import type { Resource } from '@aws-sdk/client-cloudtrail';
import type { RequestRecord } from '../wire/records.ts';

/** The members that name a resource, and its type. EKS has no resource types in its events but the cluster's. Assumed. */
const TYPES: Record<string, string> = {
  RoleName: 'AWS::IAM::Role',
  RoleArn: 'AWS::IAM::Role',
  UserName: 'AWS::IAM::User',
  GroupName: 'AWS::IAM::Group',
  PolicyArn: 'AWS::IAM::Policy',
  PolicyName: 'AWS::IAM::Policy',
  InstanceProfileName: 'AWS::IAM::InstanceProfile',
  OpenIDConnectProviderArn: 'AWS::IAM::OIDCProvider',
  Bucket: 'AWS::S3::Bucket',
  TableName: 'AWS::DynamoDB::Table',
  clusterName: 'AWS::EKS::Cluster',
};

/** What LookupEvents finds an event by: the resources that the call named, and the session that it made. */
export function resourcesOf({ service, call, told }: RequestRecord): Resource[] {
  if (told) return resource('AWS::IAM::Role', told.requestParameters.roleArn);
  if (!call) return [];
  const { input, output = {} } = call;
  const named = Object.entries(TYPES).flatMap(([member, type]) => resource(type, input[member]));
  const cluster = service === 'eks' && /Cluster/.test(call.operation.name) ? input.name : undefined;
  const { AccessKeyId } = (output.Credentials ?? {}) as Record<string, unknown>;
  const { Arn, AssumedRoleId } = (output.AssumedRoleUser ?? {}) as Record<string, unknown>;
  return [
    ...named,
    ...resource('AWS::EKS::Cluster', cluster),
    ...resource('AWS::IAM::AccessKey', AccessKeyId),
    ...resource('AWS::STS::AssumedRole', AssumedRoleId),
    ...resource('AWS::STS::AssumedRole', Arn),
  ];
}

function resource(type: string, name: unknown): Resource[] {
  return typeof name === 'string' ? [{ ResourceType: type, ResourceName: name }] : [];
}
