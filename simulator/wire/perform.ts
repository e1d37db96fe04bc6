import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { REGION } from '../place.ts';
import type { Clock, Ids } from '../runtime-services.ts';
import type { State } from '../state/state.ts';
import { StoreError } from '../state/store.ts';
import { authorize, type PoliciesOf } from './authorize.ts';
import { checkRequired } from './decode/check-required.ts';
import type { Decoded } from './decode/decode.ts';
import { notBuilt } from './decode/not-built.ts';
import type { Exchange } from './exchange.ts';
import type { CallContext, CloudServices, InnerCall } from './operation.ts';
import { type Records, recordExchange, recordServiceCall } from './records.ts';
import type { ServiceModel } from './schema/service-model.ts';
import type { Signer } from './signature/signer.ts';

/** What performing an operation takes besides the call itself. */
export interface Surroundings {
  state: State;
  /** What decisions are made by: the state, or a view of it that hears of changes late. */
  replica?: State;
  clock: Clock;
  ids: Ids;
  cloud: CloudServices;
  policiesOf: PoliciesOf;
  records: Records;
  signer: Signer;
  findService(name: string): Promise<ServiceModel | undefined>;
  /** Told about everything thrown that is no AwsError: a bug of ours. */
  report(error: unknown): void;
}

/** Services that keep nothing of their own: what they answer depends on what they have heard of IAM and EKS. */
const READERS = new Set(['sts', 'eks-auth']);

/** Where a call comes from. */
type Origin = Pick<Exchange, 'client' | 'request'>;

/** Authorizes and runs an operation, whoever asked for it. Throws AwsError, and whatever a bug throws. */
export async function perform(
  surroundings: Surroundings,
  exchange: Exchange,
  service: ServiceModel,
  { operation, input }: Decoded,
  caller: Caller,
): Promise<Record<string, unknown>> {
  exchange.caller = caller;
  exchange.operationName = operation.name;
  exchange.operation = operation;
  exchange.input = input;
  const { implementation } = operation;
  if (!implementation) throw notBuilt(service, operation.name);
  checkRequired(service, operation, input);
  const { state, replica = state, policiesOf } = surroundings;
  const context = contextOf(surroundings, exchange, caller);
  const accesses = implementation.access(input as never, context);
  authorize({ exchange, caller, accesses, state: replica, policiesOf });
  const output = await state.transaction(() => implementation.run(input as never, context));
  exchange.output = (output ?? {}) as Record<string, unknown>;
  return exchange.output;
}

/** Calls one service from another: authorized and recorded, but neither signed nor encoded. Rejects with AwsError. */
export async function performInnerCall(surroundings: Surroundings, call: InnerCall, origin: Origin): Promise<unknown> {
  const exchange = innerExchange(surroundings, call, origin);
  try {
    const service = await surroundings.findService(call.service);
    if (!service) throw unknownService(call.service);
    const operation = service.operations.get(call.operation);
    if (!operation) throw notBuilt(service, call.operation);
    const input = call.input as Record<string, unknown>;
    const output = await perform(surroundings, exchange, service, { operation, input }, call.caller);
    recordExchange(surroundings.records, exchange, 200);
    return output;
  } catch (error) {
    exchange.error = asAwsError(error, surroundings);
    recordExchange(surroundings.records, exchange, exchange.error.status);
    throw exchange.error;
  }
}

export function unknownService(name: string): AwsError {
  const message = `The local cloud does not have the service ${name.slice(0, 100)}.`;
  return new AwsError('UnknownOperationException', 400, `${message} simulator/DIFFERENCES.md tells what it has.`);
}

/** Reports what is no AwsError; the client learns no details, but for those of a store that is full. */
export function asAwsError(error: unknown, { report }: Pick<Surroundings, 'report'>): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof StoreError) return new AwsError('InternalFailure', 500, error.message);
  report(error);
  return new AwsError('InternalFailure', 500, 'The local cloud has failed: this is a bug in the workshop.');
}

function contextOf(surroundings: Surroundings, exchange: Exchange, caller: Caller): CallContext {
  const { state, replica = state, clock, ids, cloud, records } = surroundings;
  const { now, region, requestId, request, client, decisions, serviceName } = exchange;
  const { account } = caller;
  return {
    state: READERS.has(serviceName) ? replica : state,
    clock,
    ids,
    cloud,
    records,
    now,
    caller,
    account,
    region,
    requestId,
    client,
    request,
    decided: (action, resource, decision) => decisions.push({ action, resource, decision }),
    serviceCalled: (call) => recordServiceCall(records, exchange, ids.uuid(), call),
    // What a service does for the caller itself comes from where the caller is.
    invoke: (call) => performInnerCall(surroundings, call, call.caller === caller ? exchange : { client: {} }),
  };
}

function innerExchange({ ids, clock }: Surroundings, call: InnerCall, { client, request }: Origin): Exchange {
  return {
    requestId: ids.uuid(),
    now: clock.now(),
    region: call.region ?? REGION,
    serviceName: call.service,
    operationName: call.operation,
    client,
    request,
    decisions: [],
  };
}
