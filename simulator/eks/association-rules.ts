import { AwsError } from '../aws-error.ts';
import { rolesOf } from '../iam/tables.ts';
import { trustAllowsService } from '../iam/trust-policy.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import { accountOfRole } from './arns.ts';
import { whyNoSessionPolicy } from './association-policy.ts';
import type { Cluster } from './tables.ts';

/** What Create and Update accept beyond the service account. facts B.8 */
export interface RoleChoice {
  roleArn?: string | undefined;
  targetRoleArn?: string | undefined;
  disableSessionTags?: boolean | undefined;
  policy?: string | undefined;
}

interface Names {
  namespace?: string | undefined;
  serviceAccount?: string | undefined;
}

/** Errors: InvalidParameterException if there is no such role, or it does not trust EKS Pod Identity. facts C.3 */
export function requireUsableRole(state: State, cluster: Cluster, roleArn: string): void {
  if (accountOfRole(roleArn) !== undefined && accountOfRole(roleArn) !== cluster.account) {
    // Assumed; not confirmed against AWS. That the role must be in the cluster's account: facts B.7
    throw invalid('Role provided in the request must be in the same account as the cluster.', cluster);
  }
  const role = rolesOf(state, cluster.account).get(nameInArn(roleArn));
  if (role?.arn !== roleArn) throw invalid('Role provided in the request does not exist.', cluster);
  if (!trustAllowsService(role, 'pods.eks.amazonaws.com')) {
    throw invalid('Trust policy of the role provided is invalid.', cluster);
  }
}

/** Errors: InvalidParameterException for what can be no namespace or service account: those are DNS names. */
export function requireNames({ namespace = '', serviceAccount = '' }: Names, cluster: Cluster): void {
  // Assumed; not confirmed against AWS. The rules are those of Kubernetes: DNS label, DNS subdomain.
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) throw invalid('The namespace is invalid.', cluster);
  if (serviceAccount.length > 253 || !/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(serviceAccount)) {
    throw invalid('The service account is invalid.', cluster);
  }
}

/** Errors: InvalidParameterException for parts that do not go together. */
export function requireCoherentChoice(
  { targetRoleArn, disableSessionTags, policy }: RoleChoice,
  cluster: Cluster,
): void {
  if (targetRoleArn && accountOfRole(targetRoleArn) === undefined) {
    // Assumed; not confirmed against AWS.
    throw invalid('Target role provided in the request is not the ARN of a role.', cluster);
  }
  const refusal = policy && whyNoSessionPolicy(policy, disableSessionTags);
  if (refusal) throw invalid(refusal, cluster);
}

const invalid = (message: string, { name }: Cluster) =>
  new AwsError('InvalidParameterException', 400, message, { clusterName: name });
