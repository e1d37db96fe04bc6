import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import { REGION } from '../place.ts';
import type { Clock, Ids } from '../runtime-services.ts';
import type { State } from '../state/state.ts';
import { authenticate } from './authenticate.ts';
import { authorize, type PoliciesOf } from './authorize.ts';
import { checkRequired } from './decode/check-required.ts';
import { type Decoded, decode } from './decode/decode.ts';
import { notBuilt } from './decode/not-built.ts';
import { encode } from './encode/encode.ts';
import { encodeError } from './encode/encode-error.ts';
import type { Exchange, OpenExchange } from './exchange.ts';
import { type LoadServices, loadServices } from './load-services.ts';
import type { CallContext, CloudServices, InnerCall } from './operation.ts';
import { receive } from './receive.ts';
import { createRecords, type Records } from './records.ts';
import type { ServiceModel } from './schema/service-model.ts';

export interface AwsEndpointOptions {
  state: State;
  clock: Clock;
  ids: Ids;
  /** By signing name; each is loaded at its first request. */
  services: LoadServices;
  cloud: CloudServices;
  policiesOf: PoliciesOf;
  /** Told about everything thrown that is no AwsError: a bug of ours. */
  report(error: unknown): void;
  records?: Records;
}

export interface AwsEndpoint {
  /** Answers any request; never rejects. */
  handle: HttpHandler;
  /** One service's call to another. Rejects with AwsError. */
  invoke(call: InnerCall): Promise<unknown>;
  records: Records;
}

/** The AWS side of the local cloud: decode → authenticate → authorize → run → encode → record. */
export function createAwsEndpoint(options: AwsEndpointOptions): AwsEndpoint {
  const { state, ids, clock, report } = options;
  const records = options.records ?? createRecords();
  const findService = loadServices(options.services);

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const exchange = receive(request, { requestId: ids.uuid(), now: clock.now(), defaultRegion: REGION });
    const response = await answer(exchange).catch((error: unknown) => refuse(exchange, error));
    record(records, exchange, response.status);
    return response;
  }

  async function answer(exchange: OpenExchange): Promise<HttpResponse> {
    const service = await findService(exchange.serviceName);
    exchange.service = service;
    if (!service) throw unknownService(exchange.serviceName);
    const decoded = decode(exchange, service);
    const caller = authenticate(exchange, service, state);
    const output = await perform(exchange, service, decoded, caller);
    return encode(exchange, service, decoded.operation, output);
  }

  async function perform(exchange: Exchange, service: ServiceModel, { operation, input }: Decoded, caller: Caller) {
    exchange.caller = caller;
    exchange.operationName = operation.name;
    const { implementation } = operation;
    if (!implementation) throw notBuilt(service, operation.name);
    checkRequired(service, operation, input);
    const context = contextOf(exchange, caller);
    const accesses = implementation.access(input as never, context);
    authorize({ exchange, caller, accesses, state, policiesOf: options.policiesOf });
    const output = await state.transaction(() => implementation.run(input as never, context));
    return (output ?? {}) as Record<string, unknown>;
  }

  function contextOf(exchange: Exchange, caller: Caller): CallContext {
    const { now, region, requestId, incoming, client } = exchange;
    const { cloud } = options;
    // What a service does for the caller itself comes from where the caller is.
    const fromHere = (call: InnerCall) => invoke(call, call.caller === caller ? exchange.client : {});
    const request = incoming?.request;
    const decided: CallContext['decided'] = (action, resource, decision) =>
      exchange.decisions.push({ action, resource, decision });
    const { account } = caller;
    return {
      state,
      clock,
      ids,
      now,
      caller,
      account,
      region,
      requestId,
      request,
      decided,
      client,
      invoke: fromHere,
      cloud,
    };
  }

  async function invoke(call: InnerCall, client: Exchange['client'] = {}): Promise<unknown> {
    const exchange: Exchange = {
      requestId: ids.uuid(),
      now: clock.now(),
      region: call.region ?? REGION,
      serviceName: call.service,
      operationName: call.operation,
      client,
      decisions: [],
    };
    try {
      const service = await findService(call.service);
      if (!service) throw unknownService(call.service);
      const operation = service.operations.get(call.operation);
      if (!operation) throw notBuilt(service, call.operation);
      const output = await perform(
        exchange,
        service,
        { operation, input: call.input as Record<string, unknown> },
        call.caller,
      );
      record(records, exchange, 200);
      return output;
    } catch (error) {
      exchange.error = asAwsError(error);
      record(records, exchange, exchange.error.status);
      throw exchange.error;
    }
  }

  function refuse(exchange: OpenExchange, error: unknown): HttpResponse {
    exchange.error = asAwsError(error);
    return encodeError(exchange, exchange.service, exchange.error);
  }

  function asAwsError(error: unknown): AwsError {
    if (error instanceof AwsError) return error;
    report(error);
    return new AwsError('InternalFailure', 500, 'The local cloud has failed: this is a bug in the workshop.');
  }

  return { handle, invoke: (call) => invoke(call), records };
}

function unknownService(name: string): AwsError {
  const message = `The local cloud does not have the service ${name.slice(0, 100)}.`;
  return new AwsError('UnknownOperationException', 400, `${message} simulator/DIFFERENCES.md tells what it has.`);
}

function record(records: Records, exchange: Exchange, status: number): void {
  records.add({
    time: exchange.now,
    requestId: exchange.requestId,
    caller: exchange.caller,
    service: exchange.serviceName,
    operation: exchange.operationName,
    region: exchange.region,
    decisions: exchange.decisions,
    status,
    errorCode: exchange.error?.code,
    errorMessage: exchange.error?.message,
    ...exchange.client,
    inner: exchange.incoming === undefined,
  });
}
