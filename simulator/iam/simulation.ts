import type * as iam from '@aws-sdk/client-iam';
import { evaluate } from '../../policy/index.ts';
import type { AccessRequest, Decision, PolicySet, RequestPrincipal } from '../../policy/types.ts';
import { contextKeysIn, distinct } from './context-keys.ts';
import { named, type SourcePolicy } from './simulated-policies.ts';
import { statementPositions } from './statement-positions.ts';

/** What a simulation asks of, action by action and resource by resource. */
export interface Simulation {
  identity: SourcePolicy[];
  boundary?: SourcePolicy;
  resource?: SourcePolicy;
  principal: RequestPrincipal;
  resourceAccount: string;
  context: AccessRequest['context'];
}

const DECISIONS = { allowed: 'allowed', 'explicit-deny': 'explicitDeny', 'implicit-deny': 'implicitDeny' } as const;
const EVERYTHING = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';

/** The answer for one action on one resource; the wire's shape but for the name of the resource. */
export function simulate(simulation: Simulation, action: string, resource: string) {
  const { principal, resourceAccount, context, boundary } = simulation;
  const request = { action, resource, principal, resourceAccount, context };
  const decision = evaluate(request, policySet(simulation));
  return {
    decision: DECISIONS[decision.reason],
    MatchedStatements: matchedStatements(simulation, decision),
    MissingContextValues: missingKeys(simulation, request),
    ...(boundary && {
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowsByItself(boundary, request) },
    }),
  };
}

function policySet({ identity, boundary, resource }: Simulation): PolicySet {
  return {
    identity: identity.map((source) => named(source, 'identity')),
    ...(boundary && { boundary: named(boundary, 'boundary') }),
    ...(resource && { resource: named(resource, 'resource') }),
  };
}

function allowsByItself(boundary: SourcePolicy, request: AccessRequest): boolean {
  const everything = named({ id: 'everything', text: EVERYTHING }, 'identity');
  return evaluate(request, { identity: [everything], boundary: named(boundary, 'boundary') }).allowed;
}

/** The statements that made the decision: allows if it is allowed, denies if one denied, none otherwise. */
function matchedStatements(simulation: Simulation, decision: Decision): iam.Statement[] {
  const effect = decision.reason === 'implicit-deny' ? undefined : decision.allowed ? 'Allow' : 'Deny';
  const sources = sourcesByPlace(simulation);
  return decision.explain().flatMap(({ kind, effect: found, matched }, index) => {
    const source = sources[index];
    if (!source || !matched || found !== effect || (kind === 'boundary' && found === 'Allow')) return [];
    // What AWS answers; the model's enumeration has other words.
    const type = (kind === 'resource' ? 'Resource Policy' : 'IAM Policy') as string as iam.PolicySourceType;
    return [{ SourcePolicyId: source.id, SourcePolicyType: type, ...source.position }];
  });
}

/** The statements in the order in which decisions explain them: identity, boundary, resource. */
function sourcesByPlace({ identity, boundary, resource }: Simulation) {
  const all = [...identity, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])];
  return all.flatMap(({ id, text }) => statementPositions(text).map((position) => ({ id, position })));
}

/** Keys that statements about this action and resource ask for, and the request does not have. */
function missingKeys({ identity, boundary }: Simulation, request: AccessRequest): string[] {
  const known = new Set(Object.keys(request.context).map((key) => key.toLowerCase()));
  const sources = boundary ? [...identity, boundary] : identity;
  const wanted = sources.flatMap((source) => concernedStatements(source, request)).flatMap(contextKeysIn);
  return distinct(wanted).filter((key) => !known.has(key.toLowerCase()));
}

/** The statements of a policy that apply if their conditions and variables are left aside. */
function concernedStatements({ id, text }: SourcePolicy, request: AccessRequest): object[] {
  const document = JSON.parse(text) as { Statement: object | object[] };
  return [document.Statement].flat().filter((statement) => {
    const { Condition: _condition, ...bare } = statement as { Condition?: unknown };
    const open = JSON.stringify({ Version: '2012-10-17', Statement: { ...bare, Effect: 'Allow' } });
    const source = { id, text: open.replace(/\$\{[^{}]*\}/g, '*') };
    return evaluate(request, { identity: [named(source, 'identity')] }).allowed;
  });
}
