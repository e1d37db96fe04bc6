import type { HttpResponse } from '../../http.ts';
import type { Exchange } from '../exchange.ts';
import type { Protocol } from '../operation.ts';
import { XML_DECLARATION } from '../schema/document.ts';
import { jsonWriter } from '../schema/json-writer.ts';
import type { OperationModel, ServiceModel } from '../schema/service-model.ts';
import { xmlContentWriter, xmlWriter } from '../schema/xml-writer.ts';
import { encodeRest } from './encode-rest.ts';
import { requestIdHeaders } from './request-id.ts';

/** An operation's output as its protocol sends it. */
export function encode(
  exchange: Exchange,
  service: ServiceModel,
  operation: OperationModel,
  output: Record<string, unknown>,
): HttpResponse {
  switch (service.protocol) {
    case 'awsQuery':
      return wantsJson(exchange)
        ? encodeQueryJson(exchange, operation, output)
        : encodeQuery(exchange, service, operation, output);
    case 'ec2Query':
      return encodeEc2Query(exchange, service, operation, output);
    case 'awsJson1_0':
    case 'awsJson1_1':
      return {
        status: 200,
        headers: { 'content-type': jsonRpcType(service.protocol), ...requestIdHeaders(service, exchange) },
        body: writeJson(operation, output),
      };
    default:
      return encodeRest(exchange, service, operation, output);
  }
}

const writeJson = ({ output: schema }: OperationModel, output: Record<string, unknown>) =>
  schema.isUnitSchema() ? '{}' : JSON.stringify(jsonWriter(schema)(output));

function encodeQuery(
  exchange: Exchange,
  service: ServiceModel,
  { name, output: schema }: OperationModel,
  output: Record<string, unknown>,
): HttpResponse {
  const result = schema.isUnitSchema() ? '' : xmlWriter(schema, `${name}Result`)(output);
  const metadata = `<ResponseMetadata><RequestId>${exchange.requestId}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml', ...requestIdHeaders(service, exchange) },
    body: `<${name}Response xmlns="${service.xmlNamespace}">${result}${metadata}</${name}Response>`,
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
function encodeEc2Query(
  exchange: Exchange,
  service: ServiceModel,
  { name, output: schema }: OperationModel,
  output: Record<string, unknown>,
): HttpResponse {
  const content = schema.isUnitSchema() ? '' : xmlContentWriter(schema)(output);
  const requestId = `<requestId>${exchange.requestId}</requestId>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=UTF-8', ...requestIdHeaders(service, exchange) },
    body: `${XML_DECLARATION}<${name}Response xmlns="${service.xmlNamespace}">${requestId}${content}</${name}Response>`,
  };
}

// aws-iam-authenticator asks STS for JSON. facts C.5; the shape holds for outputs of plain texts, such as GetCallerIdentity's.
function encodeQueryJson(exchange: Exchange, operation: OperationModel, output: Record<string, unknown>): HttpResponse {
  const { name } = operation;
  const metadata = { RequestId: exchange.requestId };
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...requestIdHeaders(undefined, exchange) },
    body: JSON.stringify({ [`${name}Response`]: { [`${name}Result`]: output, ResponseMetadata: metadata } }),
  };
}

export function wantsJson({ incoming }: Exchange): boolean {
  return incoming?.request.headers.accept?.startsWith('application/json') === true;
}

/** The two versions differ in their name only. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function jsonRpcType(protocol: Protocol): string {
  return protocol === 'awsJson1_1' ? 'application/x-amz-json-1.1' : 'application/x-amz-json-1.0';
}
