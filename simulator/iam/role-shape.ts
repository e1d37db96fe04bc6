import type { PermissionsBoundaryAttachmentType, Role as RoleShape } from '@aws-sdk/client-iam';
import { dateOf } from './date-of.ts';
import type { Role } from './tables.ts';
import { tagList } from './tags.ts';

// What IAM answers, and its documentation says; the model's enumeration has only `PermissionsBoundaryPolicy`.
const BOUNDARY_TYPE = 'Policy' as string as PermissionsBoundaryAttachmentType;

/** A role as the API gives it; its trust policy is URL-encoded there. */
export function roleShape(role: Role): RoleShape {
  const shape: RoleShape = {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: dateOf(role.createdAtMs),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    MaxSessionDuration: role.maxSessionDurationSeconds,
    RoleLastUsed: {},
  };
  if (role.description !== undefined) shape.Description = role.description;
  if (Object.keys(role.tags).length > 0) shape.Tags = tagList(role.tags);
  if (role.permissionsBoundaryArn !== undefined) {
    shape.PermissionsBoundary = {
      PermissionsBoundaryType: BOUNDARY_TYPE,
      PermissionsBoundaryArn: role.permissionsBoundaryArn,
    };
  }
  return shape;
}
