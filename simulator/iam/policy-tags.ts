import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { getOwnPolicy, getPolicy, policyAccess } from './find-policy.ts';
import { pageOf } from './page-of.ts';
import { usesOf } from './policy-uses.ts';
import type { Received } from './received.ts';
import { managedPoliciesOf } from './tables.ts';
import { requestTagContext, tagList, withoutTags, withTags } from './tags.ts';

export const tagPolicy = operation<Received<iam.TagPolicyRequest>, void>({
  access: (input, context) => policyAccess('iam:TagPolicy', input.PolicyArn, context, requestTagContext(input.Tags)),
  run(input, { state, account }) {
    const policy = getOwnPolicy(state, account, input.PolicyArn);
    managedPoliciesOf(state, account).put(policy.arn, { ...policy, tags: withTags(policy.tags, input.Tags) });
  },
});

export const untagPolicy = operation<Received<iam.UntagPolicyRequest>, void>({
  access: (input, context) =>
    policyAccess('iam:UntagPolicy', input.PolicyArn, context, { 'aws:TagKeys': input.TagKeys }),
  run(input, { state, account }) {
    const policy = getOwnPolicy(state, account, input.PolicyArn);
    managedPoliciesOf(state, account).put(policy.arn, { ...policy, tags: withoutTags(policy.tags, input.TagKeys) });
  },
});

export const listPolicyTags = operation<Received<iam.ListPolicyTagsRequest>, iam.ListPolicyTagsResponse>({
  access: (input, context) => policyAccess('iam:ListPolicyTags', input.PolicyArn, context),
  run(input, { state, account }) {
    const tags = tagList(getPolicy(state, account, input.PolicyArn).tags);
    const { items, ...page } = pageOf(tags, (tag) => tag.Key, input);
    return { Tags: items, ...page };
  },
});

export const listEntitiesForPolicy = operation<
  Received<iam.ListEntitiesForPolicyRequest>,
  iam.ListEntitiesForPolicyResponse
>({
  access: (input, context) => policyAccess('iam:ListEntitiesForPolicy', input.PolicyArn, context),
  run(input, { state, account }) {
    getPolicy(state, account, input.PolicyArn);
    const uses = usesOf(state, account, input.PolicyArn);
    const asBoundary = input.PolicyUsageFilter === 'PermissionsBoundary';
    const wants = (entity: iam.EntityType) => [undefined, entity].includes(input.EntityFilter);
    const roles = wants('Role') ? (asBoundary ? uses.boundaries : uses.roles) : [];
    const users = wants('User') && !asBoundary ? uses.users : [];
    return {
      PolicyRoles: roles.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      PolicyUsers: users.map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyGroups: [],
      IsTruncated: false,
    };
  },
});
