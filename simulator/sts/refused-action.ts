import { evaluateTrust } from '../../policy/index.ts';
import type { ContextValues, PolicySet, RequestPrincipal } from '../../policy/types.ts';
import { compiledDocument } from '../iam/compiled-document.ts';
import type { Role } from '../iam/tables.ts';
import { accountOf } from '../iam/trust-policy.ts';
import { callerKeys } from '../wire/condition-keys.ts';
import type { CallContext } from '../wire/operation.ts';

export interface TrustQuestion {
  role: Role;
  principal: RequestPrincipal;
  /** All of them must be allowed: sts:AssumeRole, and sts:TagSession if there are tags. */
  actions: string[];
  keys: ContextValues;
  /** The caller's own policies; services and federated users have none. */
  callerPolicies?: Omit<PolicySet, 'resource'>;
}

/** The first of the actions that is refused; undefined if the role may be assumed. Decisions are put on record. */
export function refusedAction(context: Pick<CallContext, 'decided'>, question: TrustQuestion): string | undefined {
  const { role, principal, keys, callerPolicies } = question;
  const trust = {
    name: `trust policy of role ${role.name}`,
    policy: compiledDocument(role.trustPolicy, 'trust'),
  };
  const tagKeys = Object.fromEntries(
    Object.entries(role.tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
  return question.actions.find((action) => {
    const request = {
      action,
      resource: role.arn,
      principal,
      context: { ...tagKeys, 'aws:ResourceAccount': accountOf(role.arn), ...keys },
      resourceAccount: accountOf(role.arn),
    };
    const decision = evaluateTrust(request, trust, callerPolicies);
    context.decided?.(action, role.arn, decision);
    return !decision.allowed;
  });
}

/** The condition keys that every request has. */
export function globalKeys(context: CallContext): ContextValues {
  return callerKeys(context, context.caller, context.state);
}
