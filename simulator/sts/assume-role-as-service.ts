import { AwsError } from '../aws-error.ts';
import { findRole } from '../iam/find-role.ts';
import { accountOf } from '../iam/trust-policy.ts';
import type { CallContext } from '../wire/operation.ts';
import { requireSessionName } from './parameters.ts';
import { refusedAction } from './refused-action.ts';
import { type AssumedRole, startSession } from './role-session.ts';
import { sessionPolicies } from './session-policies.ts';
import { sessionTagContext, sessionTags } from './session-tags.ts';

export interface ServiceAssumption {
  /** The service principal, such as `pods.eks.amazonaws.com`. */
  service: string;
  roleArn: string;
  sessionName: string;
  tags?: Record<string, string>;
  transitiveTagKeys?: string[];
  /** An inline session policy. */
  policy?: string;
  /** Not limited by the role's MaxSessionDuration. facts B.6 */
  durationSeconds: number;
  /** What the service acts for: aws:SourceArn and aws:SourceAccount. */
  sourceArn?: string;
  sourceAccount?: string;
}

/**
 * A role session for an AWS service, as EKS starts one for a pod and EC2 for a node. The role's trust policy must allow
 * the service sts:AssumeRole and, with tags, sts:TagSession. facts B.6, B.7
 *
 * Errors: AccessDenied 403 if it does not or the role does not exist; PackedPolicyTooLarge 400.
 */
export function assumeRoleAsService(
  context: Pick<CallContext, 'state' | 'ids' | 'now' | 'decided'>,
  assumption: ServiceAssumption,
): AssumedRole {
  const { service, roleArn, sessionName, durationSeconds, transitiveTagKeys = [] } = assumption;
  requireSessionName(sessionName);
  const given = Object.entries(assumption.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const tags = sessionTags(given, transitiveTagKeys, undefined);
  const keys = { 'sts:RoleSessionName': sessionName, ...sourceKeys(assumption), ...sessionTagContext(tags) };
  const actions = given.length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  const role = findRole(context.state, accountOf(roleArn), roleArn);
  const principal = { type: 'service' as const, account: '', arn: service };
  const refused = role ? refusedAction(context, { role, principal, actions, keys }) : 'sts:AssumeRole';
  if (!role || refused) {
    throw new AwsError(
      'AccessDenied',
      403,
      `${service} is not authorized to perform: ${refused} on resource: ${roleArn}`,
    );
  }
  const policies = sessionPolicies(context.state, accountOf(roleArn), assumption.policy);
  return startSession(context, { role, sessionName, durationSeconds, ...tags, policies, chained: false });
}

function sourceKeys({ sourceArn, sourceAccount }: ServiceAssumption): Record<string, string> {
  return {
    ...(sourceArn !== undefined && { 'aws:SourceArn': sourceArn }),
    ...(sourceAccount !== undefined && { 'aws:SourceAccount': sourceAccount }),
  };
}
