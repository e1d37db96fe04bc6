import type { GetRoleResponse } from '@aws-sdk/client-iam';
import { isRecord } from '../../../policy/parse/is-record.ts';
import { count, type Given, isAbsent, type ResourceType, tagList, text, texts } from './resource-type.ts';

/** `AWS::IAM::Role`. Of CloudFormation's own tags it gets none: cloudformation-coverage-roadmap#1966. */
export const iamRole: ResourceType = {
  properties: [
    'AssumeRolePolicyDocument',
    'Description',
    'ManagedPolicyArns',
    'MaxSessionDuration',
    'Path',
    'PermissionsBoundary',
    'Policies',
    'RoleName',
    'Tags',
  ],
  attributes: ['Arn', 'RoleId'],
  async find(given) {
    const { Role } = await given.call<GetRoleResponse>('iam', 'GetRole', { RoleName: nameOf(given) });
    return Role?.RoleName;
  },
  async create(given) {
    const { properties, tags, call } = given;
    await call('iam', 'CreateRole', {
      RoleName: nameOf(given),
      Path: text(properties.Path),
      AssumeRolePolicyDocument: JSON.stringify(properties.AssumeRolePolicyDocument),
      Description: text(properties.Description),
      MaxSessionDuration: count(properties.MaxSessionDuration),
      PermissionsBoundary: text(properties.PermissionsBoundary),
      Tags: tagList(tags),
    });
    return nameOf(given);
  },
  async settle(RoleName, { properties, call }) {
    for (const PolicyArn of texts(properties.ManagedPolicyArns))
      await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    for (const policy of inlinePolicies(properties)) await call('iam', 'PutRolePolicy', { RoleName, ...policy });
    const { Role } = await call<GetRoleResponse>('iam', 'GetRole', { RoleName });
    return { Arn: Role?.Arn ?? '', RoleId: Role?.RoleId ?? '' };
  },
  // What others have attached stays, and then the role does too.
  async remove(RoleName, { properties, call }) {
    const removals = [
      ...texts(properties.ManagedPolicyArns).map((PolicyArn) => ['DetachRolePolicy', { PolicyArn }] as const),
      ...inlinePolicies(properties).map(({ PolicyName }) => ['DeleteRolePolicy', { PolicyName }] as const),
    ];
    for (const [operation, input] of removals) {
      await call('iam', operation, { RoleName, ...input }).catch((error) => {
        if (!isAbsent(error)) throw error;
      });
    }
    return call('iam', 'DeleteRole', { RoleName });
  },
};

const nameOf = ({ properties, name }: Given) => text(properties.RoleName) ?? name;

function inlinePolicies({ Policies: policies }: Given['properties']) {
  return (Array.isArray(policies) ? policies : []).filter(isRecord).map(({ PolicyName, PolicyDocument }) => ({
    PolicyName: String(PolicyName),
    PolicyDocument: JSON.stringify(PolicyDocument),
  }));
}
