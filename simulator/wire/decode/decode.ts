import type { OpenExchange } from '../exchange.ts';
import type { OperationModel, ServiceModel } from '../schema/service-model.ts';
import { decodeRest } from './decode-rest.ts';
import { decodeAwsJson, decodeAwsQuery } from './decode-rpc.ts';

export interface Decoded {
  operation: OperationModel;
  /** Of the right types, but required members may be missing still. */
  input: Record<string, unknown>;
}

/** Which operation a request calls, and with what. Throws AwsError. */
export function decode(exchange: OpenExchange, service: ServiceModel): Decoded {
  switch (service.protocol) {
    case 'awsQuery':
      return decodeAwsQuery(exchange, service);
    case 'awsJson1_0':
    case 'awsJson1_1':
      return decodeAwsJson(exchange, service);
    default:
      return decodeRest(exchange, service);
  }
}
