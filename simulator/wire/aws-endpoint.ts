import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import { REGION } from '../place.ts';
import { authenticate } from './authenticate.ts';
import { decode } from './decode/decode.ts';
import { encode } from './encode/encode.ts';
import { encodeError } from './encode/encode-error.ts';
import type { OpenExchange } from './exchange.ts';
import { type LoadServices, loadServices } from './load-services.ts';
import type { InnerCall } from './operation.ts';
import { asAwsError, perform, performInnerCall, type Surroundings, unknownService } from './perform.ts';
import { receive } from './receive.ts';
import { createRecords, type Records, recordExchange } from './records.ts';
import { createSigner, type Hashing } from './signature/signer.ts';

export interface AwsEndpointOptions extends Omit<Surroundings, 'findService' | 'records' | 'signer'> {
  /** By signing name; each is loaded at its first request. */
  services: LoadServices;
  records?: Records;
  /** The host's own SHA-256; a portable one if absent. */
  hashing?: Hashing;
}

export interface AwsEndpoint {
  /** Answers any request; never rejects. */
  handle: HttpHandler;
  /** One service's call to another. Rejects with AwsError. */
  invoke(call: InnerCall): Promise<unknown>;
  records: Records;
}

/** The AWS side of the local cloud: decode → authenticate → authorize → run → encode → record. */
export function createAwsEndpoint({ services, hashing, ...options }: AwsEndpointOptions): AwsEndpoint {
  const records = options.records ?? createRecords();
  const surroundings = { ...options, records, findService: loadServices(services), signer: createSigner(hashing) };
  return {
    handle: (request) => handle(surroundings, request),
    invoke: (call) => performInnerCall(surroundings, call, { client: {} }),
    records,
  };
}

async function handle(surroundings: Surroundings, request: HttpRequest): Promise<HttpResponse> {
  const { ids, clock, records } = surroundings;
  const exchange = receive(request, { requestId: ids.uuid(), now: clock.now(), defaultRegion: REGION });
  const response = await answer(surroundings, exchange).catch((error: unknown) => {
    exchange.error = asAwsError(error, surroundings);
    return encodeError(exchange, exchange.service, exchange.error);
  });
  recordExchange(records, exchange, response.status);
  return response;
}

async function answer(surroundings: Surroundings, exchange: OpenExchange): Promise<HttpResponse> {
  const service = await surroundings.findService(exchange.serviceName);
  if (!service) throw unknownService(exchange.serviceName);
  exchange.service = service;
  const decoded = decode(exchange, service);
  const caller = authenticate(exchange, service, surroundings.state, surroundings.signer);
  const output = await perform(surroundings, exchange, service, decoded, caller);
  return encode(exchange, service, decoded.operation, output);
}
