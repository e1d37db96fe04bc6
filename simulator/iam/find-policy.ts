import { AwsError } from '../aws-error.ts';
import type { State } from '../state/state.ts';
import type { Access } from '../wire/operation.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { type Entity, type Scope, taggedAccess } from './entity.ts';
import { noSuchEntity } from './iam-errors.ts';
import { type ManagedPolicy, managedPoliciesOf } from './tables.ts';

/** The managed policy of that ARN: AWS's, or one of `account`'s own. */
export function findPolicy(state: State, account: string, arn: string): ManagedPolicy | undefined {
  return awsManagedPolicies.get(arn) ?? managedPoliciesOf(state, account).get(arn);
}

/** Errors: NoSuchEntity 404. */
export function getPolicy(state: State, account: string, arn: string): ManagedPolicy {
  const policy = findPolicy(state, account, arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** A policy that the account may change. Errors: NoSuchEntity 404; AccessDenied 403 for AWS's policies. */
export function getOwnPolicy(state: State, account: string, arn: string): ManagedPolicy {
  if (awsManagedPolicies.has(arn)) throw new AwsError('AccessDenied', 403, 'Policy is outside your own account.');
  return getPolicy(state, account, arn);
}

/** Errors: NoSuchEntity 404; IAM's text begins with `subject`, `Policy` or, for boundaries, `Scope ARN:`. */
export function requireAttachablePolicy({ state, account }: Scope, arn: string, subject: string): void {
  if (!findPolicy(state, account, arn)) throw noSuchEntity(`${subject} ${arn} does not exist or is not attachable.`);
}

/** What AWS keeps for its service-linked roles, nobody else gets. Errors: PolicyNotAttachable 400. */
export function requireCustomerPolicy(arn: string): void {
  // Text: https://github.com/aws/aws-cdk/issues/6131
  if (!arn.startsWith('arn:aws:iam::aws:policy/aws-service-role/')) return;
  throw new AwsError('PolicyNotAttachable', 400, 'Cannot attach a Service Role Policy to a Customer Role.');
}

/** The document that counts: the default version's. */
export function defaultDocument(policy: ManagedPolicy): string {
  const version = policy.versions.find(({ id }) => id === policy.defaultVersionId);
  return version?.document ?? '';
}

/** The permission to act on a managed policy. */
export function policyAccess(action: string, arn: string, { state, account }: Scope, keys?: Access['context']) {
  return [taggedAccess(action, arn, findPolicy(state, account, arn)?.tags ?? {}, keys)];
}

export const policyEntity: Entity<'PolicyArn', ManagedPolicy> = {
  noun: 'policy',
  member: 'PolicyArn',
  find: ({ state, account }, arn) => findPolicy(state, account, arn),
  get: ({ state, account }, arn) => getPolicy(state, account, arn),
  change({ state, account }, arn, change) {
    managedPoliciesOf(state, account).put(arn, change(getOwnPolicy(state, account, arn)));
  },
  access: policyAccess,
};
