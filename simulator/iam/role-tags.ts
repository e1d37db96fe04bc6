import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { getRole, roleAccess } from './find-role.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';
import { rolesOf } from './tables.ts';
import { requestTagContext, tagList, withoutTags, withTags } from './tags.ts';

export const tagRole = operation<Received<iam.TagRoleRequest>, void>({
  access: (input, context) => roleAccess('iam:TagRole', input.RoleName, context, requestTagContext(input.Tags)),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    rolesOf(state, account).put(role.name, { ...role, tags: withTags(role.tags, input.Tags) });
  },
});

export const untagRole = operation<Received<iam.UntagRoleRequest>, void>({
  access: (input, context) => roleAccess('iam:UntagRole', input.RoleName, context, { 'aws:TagKeys': input.TagKeys }),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    rolesOf(state, account).put(role.name, { ...role, tags: withoutTags(role.tags, input.TagKeys) });
  },
});

export const listRoleTags = operation<Received<iam.ListRoleTagsRequest>, iam.ListRoleTagsResponse>({
  access: (input, context) => roleAccess('iam:ListRoleTags', input.RoleName, context),
  run(input, { state, account }) {
    const role = getRole(state, account, input.RoleName);
    const { items, ...page } = pageOf(tagList(role.tags), (tag) => tag.Key, input);
    return { Tags: items, ...page };
  },
});
