import type * as iam from '@aws-sdk/client-iam';
import { type CallContext, operation } from '../wire/operation.ts';
import { requireLength } from './constraints.ts';
import { getRole, roleArn, roleEntity } from './find-role.ts';
import { invalidInput, noSuchEntity } from './iam-errors.ts';
import { LINKED_SERVICES, type LinkedService, servicePath } from './linked-services.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { roleShape } from './role-shape.ts';
import { usesOfServiceLinkedRole } from './service-linked-role-uses.ts';
import { type Role, rolesOf } from './tables.ts';
import { uniqueId } from './unique-id.ts';

export const createServiceLinkedRole = operation<
  Received<iam.CreateServiceLinkedRoleRequest>,
  iam.CreateServiceLinkedRoleResponse
>({
  limits: 'The services that EKS and its nodes need; only EKS’s roles have their policies.',
  access({ AWSServiceName: service, CustomSuffix }, { account }) {
    const name = nameOf(LINKED_SERVICES.find((known) => known.service === service)?.roleName ?? '*', CustomSuffix);
    const resource = roleArn(account, servicePath(service), name);
    return [{ action: 'iam:CreateServiceLinkedRole', resource, context: { 'iam:AWSServiceName': service } }];
  },
  run(input, context) {
    const { AWSServiceName, CustomSuffix, Description } = input;
    const linked = LINKED_SERVICES.find(({ service }) => service === AWSServiceName);
    // Assumed; not confirmed against AWS: the text.
    if (!linked) throw invalidInput(`Service-linked roles of ${AWSServiceName.slice(0, 128)} are not supported.`);
    if (Description !== undefined) requireLength(Description, 'description', 0, 1000);
    if (CustomSuffix !== undefined) {
      requireLength(CustomSuffix, 'customSuffix', 1, 64);
      // Text: https://github.com/localstack/localstack/pull/12387, whose tests were run against AWS
      if (!linked.takesSuffix) throw invalidInput(`Custom suffix is not allowed for ${AWSServiceName}`);
    }
    const name = nameOf(linked.roleName, CustomSuffix);
    const roles = rolesOf(context.state, context.account);
    if (roles.has(name)) {
      throw invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
    }
    requireWithinQuota(context, 'RolesPerAccount', roles.size + 1);
    const role = newRole(linked, name, Description, context);
    roles.put(name, role);
    return { Role: roleShape(role) };
  },
});

const nameOf = (roleName: string, suffix: string | undefined) =>
  suffix === undefined ? roleName : `${roleName}_${suffix}`;

function newRole(
  { service, policyName }: LinkedService,
  name: string,
  description: string | undefined,
  { account, ids, now }: Pick<CallContext, 'account' | 'ids' | 'now'>,
): Role {
  const path = servicePath(service);
  return {
    name,
    path,
    id: uniqueId(ids, 'AROA'),
    arn: roleArn(account, path, name),
    createdAtMs: now,
    maxSessionDurationSeconds: 3600,
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
    tags: {},
    inlinePolicies: {},
    attachedPolicyArns: policyName === undefined ? [] : [`arn:aws:iam::aws:policy/aws-service-role/${policyName}`],
    ...(description !== undefined && { description }),
  };
}

/** How deletions ended, by task id. IAM decides about them in the background; here that is done at once. */
const deletionsOf = ({ state, account }: Pick<CallContext, 'state' | 'account'>) =>
  state.table<Pick<iam.GetServiceLinkedRoleDeletionStatusResponse, 'Status' | 'Reason'>>(
    `${account}/iam/role-deletions`,
  );

export const deleteServiceLinkedRole = operation<
  Received<iam.DeleteServiceLinkedRoleRequest>,
  iam.DeleteServiceLinkedRoleResponse
>({
  limits: 'Ends at once; in use are EKS’s roles only, by clusters and node groups.',
  access: (input, context) => roleEntity.access('iam:DeleteServiceLinkedRole', input.RoleName, context),
  run({ RoleName }, context) {
    const role = getRole(context.state, context.account, RoleName);
    const service = LINKED_SERVICES.find((linked) => role.path === servicePath(linked.service))?.service;
    // Assumed; not confirmed against AWS: the text.
    if (!service) throw noSuchEntity(`The service-linked role with name ${RoleName} cannot be found.`);
    const uses = usesOfServiceLinkedRole(context, service);
    // "task/aws-service-role/<service-principal-name>/<role-name>/<task-uuid>", says the API reference.
    const taskId = `task${servicePath(service)}${RoleName}/${context.ids.uuid()}`;
    if (uses.length === 0) rolesOf(context.state, context.account).delete(RoleName);
    deletionsOf(context).put(taskId, uses.length === 0 ? { Status: 'SUCCEEDED' } : failure(uses));
    return { DeletionTaskId: taskId };
  },
});

/** Assumed; not confirmed against AWS: the text. */
function failure(RoleUsageList: iam.RoleUsageType[]) {
  const Reason = 'A service-linked role cannot be deleted while resources of its service use it.';
  return { Status: 'FAILED' as const, Reason: { Reason, RoleUsageList } };
}

export const getServiceLinkedRoleDeletionStatus = operation<
  Received<iam.GetServiceLinkedRoleDeletionStatusRequest>,
  iam.GetServiceLinkedRoleDeletionStatusResponse
>({
  access({ DeletionTaskId }, { account }) {
    const path = DeletionTaskId.slice('task'.length, DeletionTaskId.lastIndexOf('/'));
    return [{ action: 'iam:GetServiceLinkedRoleDeletionStatus', resource: `arn:aws:iam::${account}:role${path}` }];
  },
  run({ DeletionTaskId }, context) {
    const ended = deletionsOf(context).get(DeletionTaskId);
    // Assumed; not confirmed against AWS: the text.
    if (!ended) throw noSuchEntity(`The deletion task ${DeletionTaskId.slice(0, 1000)} cannot be found.`);
    return ended;
  },
});
