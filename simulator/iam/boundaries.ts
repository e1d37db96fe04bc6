import type { AttachedPermissionsBoundary, PermissionsBoundaryAttachmentType } from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import type { Entity, PolicyHolder, Scope } from './entity.ts';
import { requireAttachablePolicy } from './find-policy.ts';

interface Bounded {
  permissionsBoundaryArn?: string;
}

// What IAM answers, and its documentation says; the model's enumeration has only `PermissionsBoundaryPolicy`.
const BOUNDARY_TYPE = 'Policy' as string as PermissionsBoundaryAttachmentType;

/** A boundary as the API gives it; nothing if there is none. */
export function boundaryShape({ permissionsBoundaryArn }: Bounded): {
  PermissionsBoundary?: AttachedPermissionsBoundary;
} {
  if (permissionsBoundaryArn === undefined) return {};
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: BOUNDARY_TYPE,
      PermissionsBoundaryArn: permissionsBoundaryArn,
    },
  };
}

/**
 * iam:PermissionsBoundary of a call that changes what a user or role may do: the boundary that it has now. Who may only
 * manage bounded identities is held to it by this key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryKeys<Row extends object>(
  entity: Entity<string, Row>,
  name: string,
  scope: Scope,
): Record<string, string> {
  const row: Bounded | undefined = entity.find(scope, name);
  return row?.permissionsBoundaryArn === undefined ? {} : { 'iam:PermissionsBoundary': row.permissionsBoundaryArn };
}

/** The operations on the permissions boundaries of roles or users. */
export function boundaryOperations<Member extends string, Row extends Bounded>(entity: PolicyHolder<Member, Row>) {
  const { member } = entity;
  const kind = member.replace('Name', '');
  return {
    put: operation<Record<Member, string> & { PermissionsBoundary: string }, void>({
      access: (input, context) =>
        entity.access(`iam:Put${kind}PermissionsBoundary`, input[member], context, {
          'iam:PermissionsBoundary': input.PermissionsBoundary,
        }),
      run(input, context) {
        entity.changePolicies(context, input[member], (row) => {
          requireAttachablePolicy(context, input.PermissionsBoundary, 'Scope ARN:');
          return { ...row, permissionsBoundaryArn: input.PermissionsBoundary };
        });
      },
    }),
    remove: operation<Record<Member, string>, void>({
      access: (input, context) =>
        entity.access(
          `iam:Delete${kind}PermissionsBoundary`,
          input[member],
          context,
          boundaryKeys(entity, input[member], context),
        ),
      run(input, context) {
        entity.changePolicies(context, input[member], (row) => {
          const { permissionsBoundaryArn: _removed, ...rest } = row;
          return rest as Row;
        });
      },
    }),
  };
}
