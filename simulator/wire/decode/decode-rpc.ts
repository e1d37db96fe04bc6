import { AwsError } from '../../aws-error.ts';
import type { OpenExchange } from '../exchange.ts';
import { isForm } from '../locate-service.ts';
import { documentReader } from '../schema/document.ts';
import type { OperationModel, ServiceModel } from '../schema/service-model.ts';
import type { Decoded } from './decode.ts';
import { notBuilt } from './not-built.ts';
import { readBody } from './read-body.ts';
import { type FormStyle, readForm } from './read-form.ts';

const utf8 = new TextDecoder();

/** awsQuery and ec2Query: a form in the body, or, as in presigned calls, in the query. */
export function decodeQuery(exchange: OpenExchange, service: ServiceModel, style: FormStyle): Decoded {
  const { request, query } = exchange.incoming;
  const form = isForm(request) ? new URLSearchParams(utf8.decode(request.body)) : query;
  const action = form.get('Action');
  // Text: what STS and IAM answer to a request without Action. Assumed; not confirmed against AWS.
  if (!action) throw new AwsError('MissingAction', 400, 'The request must contain the parameter Action.');
  const operation = findOperation(exchange, service, action);
  return { operation, input: readForm(operation.input, form, style) };
}

/** awsJson1_0 and 1_1: the operation in X-Amz-Target, the input as JSON. */
export function decodeAwsJson(exchange: OpenExchange, service: ServiceModel): Decoded {
  const { headers, body } = exchange.incoming.request;
  const target = headers['x-amz-target'] ?? '';
  const operation = findOperation(exchange, service, target.slice(target.lastIndexOf('.') + 1));
  return { operation, input: readBody(service, documentReader(service.protocol, operation.input), body) };
}

function findOperation(exchange: OpenExchange, service: ServiceModel, name: string): OperationModel {
  exchange.operationName = name.slice(0, 100);
  const operation = service.operations.get(name);
  if (!operation?.implementation) throw notBuilt(service, exchange.operationName || 'an operation without a name');
  return operation;
}
