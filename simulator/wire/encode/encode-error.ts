import type { AwsError } from '../../aws-error.ts';
import type { HttpResponse } from '../../http.ts';
import type { Exchange } from '../exchange.ts';
import { isForm } from '../locate-service.ts';
import type { Protocol } from '../operation.ts';
import { XML_DECLARATION } from '../schema/document.ts';
import { jsonWriter } from '../schema/json-writer.ts';
import type { ServiceModel } from '../schema/service-model.ts';
import { jsonRpcType, wantsJson } from './encode.ts';
import { hostId, requestIdHeaders } from './request-id.ts';

/** An error in the envelope of the service's protocol; for unknown services, in the one that the request looks like. */
export function encodeError(exchange: Exchange, service: ServiceModel | undefined, error: AwsError): HttpResponse {
  switch (service?.protocol ?? guessProtocol(exchange)) {
    case 'awsQuery':
      return encodeQueryError(exchange, service, error);
    case 'ec2Query':
      return encodeEc2Error(exchange, service, error);
    case 'restXml':
      return encodeXmlError(exchange, service, error);
    case 'awsJson1_0':
    case 'awsJson1_1':
      return encodeJsonRpcError(exchange, service, error);
    default:
      return encodeRestJsonError(exchange, service, error);
  }
}

function guessProtocol({ incoming }: Exchange): Protocol {
  if (incoming?.request.headers['x-amz-target']) return 'awsJson1_0';
  return incoming && isForm(incoming.request) ? 'awsQuery' : 'restJson1';
}

function encodeQueryError(exchange: Exchange, service: ServiceModel | undefined, error: AwsError): HttpResponse {
  const { requestId } = exchange;
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const code = service?.errors.get(error.code)?.code ?? error.code;
  const headers = requestIdHeaders(service, exchange);
  if (wantsJson(exchange)) {
    const body = JSON.stringify({ Error: { Type: type, Code: code, Message: error.message }, RequestId: requestId });
    return { status: error.status, headers: { 'content-type': 'application/json', ...headers }, body };
  }
  const details = `<Type>${type}</Type>${element('Code', code)}${element('Message', error.message)}`;
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml', ...headers },
    body:
      `<ErrorResponse xmlns="${service?.xmlNamespace ?? ''}"><Error>${details}</Error>` +
      `<RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html, "Operation error serialization" */
function encodeEc2Error(exchange: Exchange, service: ServiceModel | undefined, error: AwsError): HttpResponse {
  const { requestId } = exchange;
  const details = element('Code', error.code) + element('Message', error.message);
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', ...requestIdHeaders(service, exchange) },
    body:
      `${XML_DECLARATION}<Response><Errors><Error>${details}</Error></Errors>` +
      `<RequestID>${requestId}</RequestID></Response>`,
  };
}

function encodeXmlError(exchange: Exchange, service: ServiceModel | undefined, error: AwsError): HttpResponse {
  const headers = requestIdHeaders(service, exchange);
  // Neither HEAD nor 304 may have a body.
  const bodiless = exchange.incoming?.request.method === 'HEAD' || error.status === 304;
  if (bodiless) return { status: error.status, headers, body: '' };
  const fields = { Code: error.code, Message: error.message, ...error.fields, RequestId: exchange.requestId };
  const elements = Object.entries(fields).map(([name, value]) =>
    value === undefined ? '' : element(name, String(value)),
  );
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: `${XML_DECLARATION}<Error>${elements.join('')}` + `<HostId>${hostId(exchange.requestId)}</HostId></Error>`,
  };
}

// DynamoDB names the package of the error's shape; clients read what follows the #. architect/dynalite index.js
const SERVICE_ERROR = 'com.amazon.coral.service#';
const VALIDATION_ERROR = 'com.amazon.coral.validate#';
const MODELLED_ERROR = 'com.amazonaws.dynamodb.v20120810#';

function encodeJsonRpcError(exchange: Exchange, service: ServiceModel | undefined, error: AwsError): HttpResponse {
  const protocol = service?.protocol ?? 'awsJson1_0';
  // DynamoDB: capital in these two only, facts F.4 and architect/dynalite index.js. The others' models have it always.
  const capital =
    protocol === 'awsJson1_1' || error.code === 'AccessDeniedException' || error.code === 'SerializationException';
  const origin = protocol === 'awsJson1_1' ? '' : originOf(service, error);
  const message = error.message ? { [capital ? 'Message' : 'message']: error.message } : {};
  return {
    status: error.status,
    headers: { 'content-type': jsonRpcType(protocol), ...requestIdHeaders(service, exchange) },
    body: JSON.stringify({ __type: `${origin}${error.code}`, ...message, ...modelledFields(service, error) }),
  };
}

function originOf(service: ServiceModel | undefined, { code }: AwsError): string {
  if (service?.errors.has(code)) return MODELLED_ERROR;
  return code === 'ValidationException' ? VALIDATION_ERROR : SERVICE_ERROR;
}

function encodeRestJsonError(exchange: Exchange, service: ServiceModel | undefined, error: AwsError): HttpResponse {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': error.code,
      ...requestIdHeaders(service, exchange),
    },
    body: JSON.stringify({ ...modelledFields(service, error), message: error.message }),
  };
}

/** Members beyond the message, through the error's schema: DynamoDB's Item holds bytes that JSON cannot. */
function modelledFields(service: ServiceModel | undefined, error: AwsError): Record<string, unknown> {
  const model = service?.errors.get(error.code);
  if (!service || !model || Object.keys(error.fields).length === 0) return error.fields;
  return jsonWriter(model.schema)(error.fields) as Record<string, unknown>;
}

const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
// Characters that XML 1.0 cannot hold, escaped or not, would make the whole answer unreadable.
const UNSPEAKABLE = /[\ufffe\uffff]|[^\P{Cc}\t\n\r]/gu;

function element(name: string, text: string): string {
  const escaped = text.replace(UNSPEAKABLE, '\ufffd').replace(/[<>&]/g, (character) => ESCAPES[character] ?? '');
  return `<${name}>${escaped}</${name}>`;
}
