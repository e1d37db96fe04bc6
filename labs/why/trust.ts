import type { Role } from '@aws-sdk/client-iam';
import { compilePolicy, evaluateTrust } from '../../policy/index.ts';
import type { ContextValues, Decision, NamedPolicy, RequestPrincipal } from '../../policy/types.ts';
import { aws } from './commands.ts';
import { accountOf, trustDocument } from './role.ts';

/** A request to assume a role, as STS will see it. */
export interface TrustQuestion {
  role: Role;
  principal: RequestPrincipal;
  /** All of them must be allowed. */
  actions: string[];
  context: ContextValues;
  /** What the caller's own policies say of it; only AWS principals need any. facts F.1 */
  callerMay?: (action: string) => boolean;
}

export interface TrustRefusal {
  action: string;
  /** Which statement decided, or why none allows. */
  why: string;
  isDenied: boolean;
}

/** Undefined if the role may be assumed; else the first of the actions that is refused. */
export function whyNotTrusted(question: TrustQuestion, now: number): TrustRefusal | undefined {
  const { role, actions, principal, callerMay } = question;
  const { Arn: resource = '', RoleName } = role;
  const trust = { name: `trust policy of ${RoleName}`, policy: compilePolicy(trustDocument(role), 'trust') };
  const context = { ...everyKey(role, now), ...question.context };
  for (const action of actions) {
    const request = { action, resource, principal, context, resourceAccount: accountOf(resource) };
    const identity = callerMay?.(action) ? [ANYTHING] : [];
    const decision = evaluateTrust(request, trust, { identity });
    if (!decision.allowed) {
      return { action, why: explain(decision), isDenied: decision.reason === 'explicit-deny' };
    }
  }
  return undefined;
}

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Stands for identity policies that were asked elsewhere, by IAM's simulator. */
const ANYTHING: NamedPolicy = {
  name: 'identity policies',
  policy: compilePolicy(EVERYTHING, 'identity'),
};

/** Condition keys that do not depend on who asks. Where from, over which VPC and organization stay unknown. */
function everyKey({ Arn = '', Tags = [] }: Role, now: number): ContextValues {
  const tags = Tags.flatMap(({ Key, Value = '' }) => [
    [`aws:ResourceTag/${Key}`, Value],
    [`iam:ResourceTag/${Key}`, Value],
  ]);
  return {
    ...Object.fromEntries(tags),
    'aws:ResourceAccount': accountOf(Arn),
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SecureTransport': 'true',
  };
}

function explain(decision: Decision): string {
  if (decision.statement) return `statement ${decision.statement.statement} denies it`;
  const outcomes = decision.explain().filter(({ kind, effect }) => kind === 'trust' && effect === 'Allow');
  if (outcomes.length === 0) return 'no statement allows anything';
  return outcomes
    .map(({ statement, matched, why }) => `statement ${statement}: ${matched ? `${why} (they do not)` : why}`)
    .join('; ');
}

interface TrustStatement {
  Effect: string;
  Principal?: string | Record<string, string | string[]>;
  Condition?: Record<string, object>;
}

const statementsOf = (role: Role) =>
  [(JSON.parse(trustDocument(role)) as { Statement: TrustStatement | TrustStatement[] }).Statement].flat();

/** The command that adds a statement; a denial stays a denial, whatever is added. */
export function addToTrust(role: Role, statement: object): string {
  return updateTrust(role, [...statementsOf(role), statement]);
}

/** The command that adds a condition to the statements that let a service or a provider in. */
export function narrowTrust(role: Role, principal: string, condition: Record<string, object>): string {
  const narrowed = statementsOf(role).map((statement) => {
    if (statement.Effect !== 'Allow' || !names(statement, principal)) return statement;
    const { Condition = {} } = statement;
    const added = Object.entries(condition).map(([operator, keys]) => [operator, { ...Condition[operator], ...keys }]);
    return { ...statement, Condition: { ...Condition, ...Object.fromEntries(added) } };
  });
  return updateTrust(role, narrowed);
}

function names({ Principal = {} }: TrustStatement, principal: string): boolean {
  if (typeof Principal === 'string') return true;
  return Object.values(Principal).flat().includes(principal);
}

function updateTrust({ RoleName = '' }: Role, Statement: object[]): string {
  const text = JSON.stringify({ Version: '2012-10-17', Statement });
  return aws('iam', 'update-assume-role-policy', '--role-name', RoleName, '--policy-document', text);
}
