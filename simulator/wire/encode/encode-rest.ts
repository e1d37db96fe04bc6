import type { NormalizedSchema } from '@smithy/core/schema';
import type { HttpResponse } from '../../http.ts';
import type { Exchange } from '../exchange.ts';
import type { OperationModel, ServiceModel } from '../schema/service-model.ts';
import { requestIdHeaders } from './request-id.ts';

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** restJson1 and restXml: some members travel in headers, one may be the whole body, the rest is a document. */
export function encodeRest(
  exchange: Exchange,
  service: ServiceModel,
  operation: OperationModel,
  output: Record<string, unknown>,
): HttpResponse {
  const headers = requestIdHeaders(service, exchange);
  const members = operation.output.isUnitSchema() ? [] : [...operation.output.structIterator()];
  // The schemas know one status only; an answer that holds a part says so. RFC 9110, section 15.3.7
  let status = output.ContentRange === undefined ? operation.successStatus : 206;
  let [hasDocument, payload]: [boolean, NormalizedSchema | undefined] = [false, undefined];
  for (const [name, schema] of members) {
    const traits = schema.getMergedTraits();
    const value = output[name];
    if (traits.httpPayload) payload = schema;
    else if (traits.httpResponseCode) status = typeof value === 'number' ? value : status;
    else if (traits.httpHeader) addHeader(headers, traits.httpHeader, service, schema, value);
    else if (traits.httpPrefixHeaders) addPrefixed(headers, traits.httpPrefixHeaders, value);
    else hasDocument = true;
  }
  const body = payload
    ? encodePayload(service, payload, output[payload.getMemberName()])
    : encodeDocument(service, operation, hasDocument, output);
  if (body !== '' && !headers['content-type']) {
    headers['content-type'] = service.protocol === 'restXml' ? 'application/xml' : 'application/json';
  }
  const isHead = exchange.incoming?.request.method === 'HEAD';
  return { status, headers, body: isHead ? '' : body };
}

function addHeader(
  headers: Record<string, string>,
  name: string,
  service: ServiceModel,
  schema: NormalizedSchema,
  value: unknown,
): void {
  if (value !== undefined && value !== null) headers[name.toLowerCase()] = service.codec.toText(schema, value);
}

function addPrefixed(headers: Record<string, string>, prefix: string, value: unknown): void {
  for (const [name, text] of Object.entries((value ?? {}) as Record<string, string>)) headers[prefix + name] = text;
}

function encodePayload(service: ServiceModel, schema: NormalizedSchema, value: unknown): string | Uint8Array {
  if (value === undefined || value === null) return '';
  if (!schema.isStructSchema()) return value as string | Uint8Array;
  return declared(service, service.codec.write(schema, value));
}

function encodeDocument(
  service: ServiceModel,
  operation: OperationModel,
  hasDocument: boolean,
  output: Record<string, unknown>,
): string | Uint8Array {
  if (!hasDocument) return service.protocol === 'restJson1' ? '{}' : '';
  // The one answer whose only member is the root element's text; the schema cannot say so, botocore insists on it.
  if (operation.name === 'GetBucketLocation') return declared(service, locationDocument(service, output));
  return declared(service, service.codec.write(operation.output, headerless(operation.output, output)));
}

/** The codec writes every member of a structure: those that went into headers must not be there again. */
function headerless(schema: NormalizedSchema, output: Record<string, unknown>): Record<string, unknown> {
  const inBody = ([, member]: [string, NormalizedSchema]) => {
    const traits = member.getMergedTraits();
    return !(traits.httpHeader || traits.httpPrefixHeaders || traits.httpResponseCode);
  };
  const names = [...schema.structIterator()].filter(inBody).map(([name]) => name);
  return Object.fromEntries(names.map((name) => [name, output[name]]));
}

function locationDocument({ xmlNamespace }: ServiceModel, { LocationConstraint }: Record<string, unknown>): string {
  return `<LocationConstraint xmlns="${xmlNamespace}">${LocationConstraint ?? ''}</LocationConstraint>`;
}

function declared(service: ServiceModel, document: string | Uint8Array): string | Uint8Array {
  return service.protocol === 'restXml' ? `${XML_DECLARATION}${document}` : document;
}
