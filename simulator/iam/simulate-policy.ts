import type * as iam from '@aws-sdk/client-iam';
import type { ContextValues, RequestPrincipal } from '../../policy/types.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { requireLength } from './constraints.ts';
import { invalidInput } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';
import { inputSources, named, type PrincipalPolicies, principalPolicies, requireSource } from './simulated-policies.ts';
import { type Simulation, simulate } from './simulation.ts';
import { accountOf } from './trust-policy.ts';

const MOST_RESULTS = 10_000;

type Custom = Received<iam.SimulateCustomPolicyRequest>;
type Principal = Received<iam.SimulatePrincipalPolicyRequest>;

export const simulateCustomPolicy = operation<Custom, iam.SimulatePolicyResponse>({
  limits: 'No organization policies, exclusions or ResourceHandlingOption.',
  access: () => [{ action: 'iam:SimulateCustomPolicy', resource: '*' }],
  run(input, context) {
    refuse(input, ['OrderedOrganizationPolicyInputList', 'ResourceHandlingOption']);
    const identity = inputSources(input.PolicyInputList);
    return results(input, simulationOf(input, context, { identity }, input.CallerArn));
  },
});

export const simulatePrincipalPolicy = operation<Principal, iam.SimulatePolicyResponse>({
  limits: 'No organization policies, exclusions or ResourceHandlingOption.',
  access: (input) => [{ action: 'iam:SimulatePrincipalPolicy', resource: input.PolicySourceArn }],
  run(input, context) {
    refuse(input, ['PolicyExclusionList', 'ResourceHandlingOption']);
    const source = requireSource(context, input.PolicySourceArn);
    const own = principalPolicies(context, source);
    const policies = { ...own, identity: [...own.identity, ...inputSources(input.PolicyInputList ?? [])] };
    const callerArn = input.CallerArn ?? (source.kind === 'user' ? source.row.arn : undefined);
    return results(input, simulationOf(input, context, policies, callerArn));
  },
});

/** Errors: InvalidInput 400 if a parameter is used that the local cloud does not have. */
function refuse<Input extends object>(input: Input, names: (keyof Input & string)[]): void {
  const used = names.find((name) => input[name] !== undefined);
  if (used !== undefined) throw invalidInput(`The local cloud has no ${used}: see simulator/DIFFERENCES.md`);
}

function simulationOf(
  input: Custom | Principal,
  { account }: CallContext,
  policies: PrincipalPolicies,
  callerArn: string | undefined,
): Simulation {
  const [given] = inputSources(
    input.PermissionsBoundaryPolicyInputList ?? [],
    'PermissionsBoundaryPolicyInputList',
    'boundary',
  );
  const boundary = given ?? policies.boundary;
  const principal = principalOf(callerArn, account);
  const resource =
    input.ResourcePolicy === undefined ? undefined : { id: 'ResourcePolicy', text: input.ResourcePolicy };
  if (resource) named(resource, 'resource');
  if (resource && callerArn === undefined) throw invalidInput('Invalid caller - Caller cannot be null or empty.');
  return {
    identity: policies.identity,
    ...(boundary && { boundary }),
    ...(resource && { resource }),
    principal,
    resourceAccount: input.ResourceOwner === undefined ? principal.account : ownerOf(input.ResourceOwner),
    context: contextValues(input.ContextEntries ?? []),
  };
}

/** Only users can be callers, says the documentation. Errors: InvalidInput 400. */
function principalOf(arn: string | undefined, account: string): RequestPrincipal {
  if (arn === undefined) return { type: 'user', account, arn: '' };
  if (/^arn:aws:iam::\d{12}:user\/./.test(arn)) return { type: 'user', account: accountOf(arn), arn };
  // Assumed; not confirmed against AWS: the text.
  throw invalidInput(`Invalid caller ARN: ${arn} is not the ARN of a user.`);
}

const ownerOf = (arnOrAccount: string) => (/^\d{12}$/.test(arnOrAccount) ? arnOrAccount : accountOf(arnOrAccount));

function contextValues(entries: iam.ContextEntry[]): ContextValues {
  return Object.fromEntries(
    entries.map(({ ContextKeyName: key = '', ContextKeyValues: values = [], ContextKeyType: type = 'string' }) => {
      const single = !type.endsWith('List') && values.length === 1;
      return [key, single ? (values[0] ?? '') : values];
    }),
  );
}

/** One result for each action on each resource, in the order they were asked for. */
function results(input: Custom | Principal, simulation: Simulation): iam.SimulatePolicyResponse {
  for (const [index, name] of input.ActionNames.entries())
    requireLength(name, `actionNames.${index + 1}.member`, 3, 128);
  const resources = input.ResourceArns?.length ? input.ResourceArns : ['*'];
  if (input.ActionNames.length * resources.length > MOST_RESULTS) {
    throw invalidInput(`The local cloud simulates ${MOST_RESULTS} pairs of action and resource at most.`);
  }
  const pairs = input.ActionNames.flatMap((action) => resources.map((resource) => ({ action, resource })));
  const places = pairs.map((pair, index) => ({ ...pair, place: String(index).padStart(6, '0') }));
  const { items, ...page } = pageOf(places, ({ place }) => place, input);
  return {
    EvaluationResults: items.map(({ action, resource }) => evaluationResult(simulation, action, resource)),
    ...page,
  };
}

/** For resources that are named, the result is told twice: for the call, and for the resource. */
function evaluationResult(simulation: Simulation, action: string, resource: string): iam.EvaluationResult {
  const { decision, ...details } = simulate(simulation, action, resource);
  const result = { EvalActionName: action, EvalResourceName: resource, EvalDecision: decision, ...details };
  if (resource === '*') return result;
  return {
    ...result,
    EvalDecisionDetails: {},
    ResourceSpecificResults: [{ EvalResourceName: resource, EvalResourceDecision: decision, ...details }],
  };
}
