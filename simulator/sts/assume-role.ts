import type * as sts from '@aws-sdk/client-sts';
import type { ContextValues, RequestPrincipal } from '../../policy/types.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { findRole } from '../iam/find-role.ts';
import { policiesOf } from '../iam/policies-of.ts';
import type { Received } from '../iam/received.ts';
import type { Role } from '../iam/tables.ts';
import { accountOf } from '../iam/trust-policy.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { assumedRoleShape } from './assumed-role-shape.ts';
import {
  refuseParameters,
  requireAllowedDuration,
  requireDuration,
  requireExternalId,
  requireRoleArn,
  requireSessionName,
  requireSourceIdentity,
} from './parameters.ts';
import { globalKeys, refusedAction } from './refused-action.ts';
import { startSession } from './role-session.ts';
import { sessionPolicies } from './session-policies.ts';
import { type SessionTags, sessionTagContext, sessionTags } from './session-tags.ts';

type Input = Received<sts.AssumeRoleRequest>;

export const assumeRole = operation<Input, sts.AssumeRoleResponse>({
  limits: 'No MFA or ProvidedContexts; the packed size is an approximation.',
  // The role's trust policy and the caller's own policies decide together, in `run`: facts F.1.
  access: () => [],
  run(input, context) {
    const { state, caller } = context;
    requireParameters(input);
    const durationSeconds = requireDuration(input.DurationSeconds);
    const tags = sessionTags(input.Tags ?? [], input.TransitiveTagKeys ?? [], caller.session);
    const sourceIdentity = keptSourceIdentity(input.SourceIdentity, caller);
    const role = requireAssumableRole(input, context, tags, sourceIdentity);
    const chained = caller.type === 'role-session';
    requireAllowedDuration(durationSeconds, role, chained);
    const assumed = startSession(context, {
      role,
      sessionName: input.RoleSessionName,
      durationSeconds,
      ...tags,
      policies: sessionPolicies(state, accountOf(role.arn), input.Policy, input.PolicyArns),
      chained,
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    });
    return assumedRoleShape(assumed);
  },
});

function requireParameters(input: Input): void {
  refuseParameters(input, ['SerialNumber', 'TokenCode', 'ProvidedContexts']);
  requireRoleArn(input.RoleArn);
  requireSessionName(input.RoleSessionName);
  if (input.ExternalId !== undefined) requireExternalId(input.ExternalId);
  if (input.SourceIdentity !== undefined) requireSourceIdentity(input.SourceIdentity);
}

/** A source identity stays with every later session. Errors: AccessDenied 403 if another is asked for. */
function keptSourceIdentity(asked: string | undefined, { session }: Caller): string | undefined {
  if (asked === undefined || session?.sourceIdentity === undefined) return asked ?? session?.sourceIdentity;
  if (asked === session.sourceIdentity) return asked;
  throw new AwsError('AccessDenied', 403, 'The source identity is already set for this assume role session');
}

/** Errors: AccessDenied 403, the same whether the role refuses, the caller lacks permission, or there is no role. */
function requireAssumableRole(
  input: Input,
  context: CallContext,
  tags: SessionTags,
  sourceIdentity: string | undefined,
): Role {
  const { state, caller } = context;
  if (caller.type === 'root') throw new AwsError('AccessDenied', 403, 'Roles may not be assumed by root accounts.');
  const actions = ['sts:AssumeRole'];
  if (Object.keys(tags.tags).length > 0) actions.push('sts:TagSession');
  if (sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  const role = findRole(state, accountOf(input.RoleArn), input.RoleArn);
  const keys = { ...globalKeys(context), ...requestKeys(input, sourceIdentity), ...sessionTagContext(tags) };
  const callerPolicies = policiesOf(state, caller);
  const principal = trustPrincipal(caller);
  const refused = role ? refusedAction(context, { role, principal, actions, keys, callerPolicies }) : 'sts:AssumeRole';
  if (role && refused === undefined) return role;
  const text = `User: ${caller.arn} is not authorized to perform: ${refused} on resource: ${input.RoleArn}`;
  throw new AwsError('AccessDenied', 403, text);
}

function requestKeys(input: Input, sourceIdentity: string | undefined): ContextValues {
  return {
    'sts:RoleSessionName': input.RoleSessionName,
    ...(input.ExternalId !== undefined && { 'sts:ExternalId': input.ExternalId }),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
  };
}

function trustPrincipal({ type, account, arn, session }: Caller): RequestPrincipal {
  return { type, account, arn, ...(session && { roleArn: session.roleArn }) };
}
