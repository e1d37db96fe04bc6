import type { ContextValues } from '../../policy/types.ts';
import { AwsError } from '../aws-error.ts';
import { findRole } from '../iam/find-role.ts';
import { accountOf } from '../iam/trust-policy.ts';
import { callerKeys } from '../wire/condition-keys.ts';
import type { CallContext } from '../wire/operation.ts';
import type { ServiceCall } from '../wire/records.ts';
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
  context: Pick<CallContext, 'state' | 'ids' | 'now' | 'region' | 'decided' | 'serviceCalled'>,
  assumption: ServiceAssumption,
): AssumedRole {
  const { service, roleArn, sessionName, durationSeconds, transitiveTagKeys = [] } = assumption;
  requireSessionName(sessionName);
  const given = Object.entries(assumption.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const tags = sessionTags(given, transitiveTagKeys, undefined);
  const keys = { ...serviceKeys(context, assumption), ...sessionTagContext(tags) };
  const actions = given.length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  const role = findRole(context.state, accountOf(roleArn), roleArn);
  const principal = { type: 'service' as const, account: '', arn: service };
  const refused = role ? refusedAction(context, { role, principal, actions, keys }) : 'sts:AssumeRole';
  if (!role || refused) {
    const message = `${service} is not authorized to perform: ${refused} on resource: ${roleArn}`;
    const error = new AwsError('AccessDenied', 403, message);
    context.serviceCalled?.({ ...calledWith(assumption), error });
    throw error;
  }
  const policies = sessionPolicies(context.state, accountOf(roleArn), assumption.policy);
  const assumed = startSession(context, { role, sessionName, durationSeconds, ...tags, policies, chained: false });
  context.serviceCalled?.({ ...calledWith(assumption), responseElements: answeredWith(assumed) });
  return assumed;
}

function serviceKeys(
  { state, now, region }: Pick<CallContext, 'state' | 'now' | 'region'>,
  { service, sessionName, sourceArn, sourceAccount }: ServiceAssumption,
): ContextValues {
  // CloudTrail shows the service's name as user agent. facts B.6
  const instant = { now, region, client: { userAgent: service } };
  return {
    ...callerKeys(instant, { type: 'service', account: '', arn: service, userId: service }, state),
    'sts:RoleSessionName': sessionName,
    ...(sourceArn !== undefined && { 'aws:SourceArn': sourceArn }),
    ...(sourceAccount !== undefined && { 'aws:SourceAccount': sourceAccount }),
  };
}

/** The event of the call, as CloudTrail shows it. facts B.6 */
function calledWith({ service: principal, policy, ...assumption }: ServiceAssumption): ServiceCall {
  const { roleArn, sessionName: roleSessionName, durationSeconds, tags, transitiveTagKeys } = assumption;
  const listed = Object.entries(tags ?? {}).map(([key, value]) => ({ key, value }));
  const requestParameters = {
    roleArn,
    roleSessionName,
    durationSeconds,
    // A list, where the events of other callers have principalTags. Logs shown by the EKS workshop, 2024-04.
    ...(listed.length > 0 && { tags: listed, transitiveTagKeys }),
    ...(policy !== undefined && { policy }),
  };
  return { principal, service: 'sts', operation: 'AssumeRole', requestParameters };
}

function answeredWith({ credentials, assumedRoleUser, packedPolicySize }: AssumedRole): Record<string, unknown> {
  const { accessKeyId, expiresAtMs } = credentials;
  return {
    credentials: { accessKeyId, expiration: `${new Date(expiresAtMs).toISOString().slice(0, 19)}Z` },
    assumedRoleUser,
    ...(packedPolicySize !== undefined && { packedPolicySize }),
  };
}
