import { evaluateTrust } from '../../policy/index.ts';
import type { State } from '../state/state.ts';
import { compiledDocument, countedLength, requireDocument } from './compiled-document.ts';
import type { Scope } from './entity.ts';
import { malformedPolicy } from './iam-errors.ts';
import { requireWithinQuota } from './quotas.ts';
import { type Role, rolesOf, usersOf } from './tables.ts';

interface TrustStatement {
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Condition?: unknown;
}

/**
 * What CreateRole and UpdateAssumeRolePolicy ask of a trust policy. Errors: MalformedPolicyDocument for syntax and for
 * users and roles that do not exist; LimitExceeded over the quota of characters. facts D
 */
export function requireTrustPolicy(scope: Scope, text: string, member = 'policyDocument'): void {
  requireDocument(text, 'trust', member);
  requireWithinQuota(scope, 'ACLSizePerRole', countedLength(text));
  for (const principal of awsPrincipals(text)) {
    if (!principalExists(scope.state, principal))
      throw malformedPolicy(`Invalid principal in policy: "AWS":"${principal}"`);
  }
}

/**
 * Whether the role lets `service` assume it and tag the session. Conditions are left aside: they are for the time of
 * the call. EKS asks this of a role before it stores an association. facts B.7
 */
export function trustAllowsService(role: Role, service: string): boolean {
  const allows = trustStatements(role.trustPolicy).filter((statement) => statement.Effect === 'Allow');
  const unconditional = allows.map(({ Condition: _condition, ...statement }) => statement);
  if (unconditional.length === 0) return false;
  const text = JSON.stringify({ Version: '2012-10-17', Statement: unconditional });
  const trust = { name: `trust policy of role ${role.name}`, policy: compiledDocument(text, 'trust') };
  const account = accountOf(role.arn);
  return ['sts:AssumeRole', 'sts:TagSession'].every((action) => {
    const principal = { type: 'service' as const, account: '', arn: service };
    return evaluateTrust({ action, resource: role.arn, principal, context: {}, resourceAccount: account }, trust)
      .allowed;
  });
}

/** The account in an ARN; empty if it has none. */
export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function trustStatements(text: string): TrustStatement[] {
  const { Statement } = JSON.parse(text) as { Statement: TrustStatement | TrustStatement[] };
  return Array.isArray(Statement) ? Statement : [Statement];
}

function awsPrincipals(text: string): string[] {
  return trustStatements(text).flatMap(({ Principal }) => {
    const named = typeof Principal === 'object' ? Principal.AWS : undefined;
    return named === undefined ? [] : named;
  });
}

/** IAM resolves users and roles when it stores a trust policy; accounts it takes as given. */
function principalExists(state: State, principal: string): boolean {
  if (principal === '*' || /^\d{12}$/.test(principal)) return true;
  const [, account = '', kind, name = ''] =
    /^arn:aws:(?:iam|sts)::(\d{12}):([^/]+)(?:\/.*?([^/]+))?$/.exec(principal) ?? [];
  if (kind === 'root' || kind === 'assumed-role') return true;
  if (kind === 'role') return rolesOf(state, account).get(name)?.arn === principal;
  return kind === 'user' && usersOf(state, account).get(name)?.arn === principal;
}
