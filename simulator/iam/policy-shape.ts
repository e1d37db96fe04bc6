import type { Policy as PolicyShape } from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { dateOf } from './date-of.ts';
import { usesOf } from './policy-uses.ts';
import type { ManagedPolicy } from './tables.ts';
import { tagList } from './tags.ts';

/** A managed policy as the API gives it. */
export function policyShape(state: State, account: string, policy: ManagedPolicy): PolicyShape {
  const uses = usesOf(state, account, policy.arn);
  const shape: PolicyShape = {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: uses.roles.length + uses.users.length + uses.groups.length,
    PermissionsBoundaryUsageCount: uses.boundedRoles.length + uses.boundedUsers.length,
    IsAttachable: true,
    CreateDate: dateOf(policy.createdAtMs),
    UpdateDate: dateOf(policy.updatedAtMs),
    Tags: tagList(policy.tags),
  };
  if (policy.description !== undefined) shape.Description = policy.description;
  return shape;
}
