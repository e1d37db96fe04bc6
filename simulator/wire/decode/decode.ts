import type { OpenExchange } from '../exchange.ts';
import type { OperationModel, ServiceModel } from '../schema/service-model.ts';
import { decodeRest } from './decode-rest.ts';
import { decodeAwsJson, decodeQuery } from './decode-rpc.ts';
import { EC2_FORM, QUERY_FORM } from './read-form.ts';

export interface Decoded {
  operation: OperationModel;
  /** Of the right types, but required members may be missing still. */
  input: Record<string, unknown>;
}

/** Which operation a request calls, and with what. Throws AwsError. */
export function decode(exchange: OpenExchange, service: ServiceModel): Decoded {
  switch (service.protocol) {
    case 'awsQuery':
      return decodeQuery(exchange, service, QUERY_FORM);
    case 'ec2Query':
      return decodeQuery(exchange, service, EC2_FORM);
    case 'awsJson1_0':
    case 'awsJson1_1':
      return decodeAwsJson(exchange, service);
    default:
      return decodeRest(exchange, service);
  }
}
