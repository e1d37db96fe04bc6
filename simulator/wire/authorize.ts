import { evaluate } from '../../policy/index.ts';
import type { AccessRequest, ContextValues, NamedPolicy, PolicySet, RequestPrincipal } from '../../policy/types.ts';
import type { Caller } from '../caller.ts';
import { compiledDocument } from '../iam/compiled-document.ts';
import type { State } from '../state/state.ts';
import { accessKeys, laterCallerKeys } from './condition-keys.ts';
import type { Exchange } from './exchange.ts';
import type { Access } from './operation.ts';
import { refusal } from './refusal.ts';

/** The policies that limit a caller: of its user or role, and of its session. simulator/iam/policies-of.ts has it. */
export type PoliciesOf = (state: State, caller: Caller) => Omit<PolicySet, 'resource'>;

/**
 * Asks for every permission that a call needs, in order, and notes the decisions in the exchange. Throws the service's own
 * AccessDenied for the first that is not granted.
 */
export function authorize(options: {
  exchange: Exchange;
  caller: Caller;
  accesses: readonly Access[];
  state: State;
  policiesOf: PoliciesOf;
}): void {
  const { exchange, caller, accesses, state, policiesOf } = options;
  // AWS's own services act with permissions that no policy of the account shows.
  if (accesses.length === 0 || caller.type === 'service') return;
  const common = laterCallerKeys(exchange, caller, state);
  const own = policiesOf(state, caller);
  const principal = principalOf(caller);
  for (const access of accesses) {
    const set: PolicySet = access.resourcePolicy === undefined ? own : { ...own, resource: resourcePolicy(access) };
    const question = new Question(access, principal, common);
    const decision = evaluate(question, set);
    exchange.decisions.push({ action: access.action, resource: access.resource, decision });
    if (!decision.allowed) {
      throw refusal(exchange.serviceName, caller, access, { decision, context: () => question.context });
    }
  }
}

/** One permission, as the policies are asked for it; its condition keys are made if one of them has a condition. */
class Question implements AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly #access: Access;
  readonly #common: () => ContextValues;
  #context: ContextValues | undefined;

  constructor(
    access: Access,
    readonly principal: RequestPrincipal,
    common: () => ContextValues,
  ) {
    this.action = access.action;
    this.resource = access.resource;
    this.resourceAccount = access.resourceAccount ?? principal.account;
    this.#access = access;
    this.#common = common;
  }

  get context(): ContextValues {
    this.#context ??= accessKeys(this.#common(), this.#access, this.resourceAccount);
    return this.#context;
  }
}

function principalOf(caller: Caller): RequestPrincipal {
  return { type: caller.type, account: caller.account, arn: caller.arn, roleArn: caller.session?.roleArn };
}

function resourcePolicy({ resource, resourcePolicy: text }: Access): NamedPolicy | undefined {
  return text === undefined ? undefined : { name: `policy of ${resource}`, policy: compiledDocument(text, 'resource') };
}
