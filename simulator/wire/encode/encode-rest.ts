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
  const { inHeaders, statusMember, payload } = operation.answer;
  for (const [name, value] of Object.entries(output)) {
    const binding = inHeaders.get(name);
    if (!binding || value === undefined || value === null) continue;
    const { header, prefix, schema, isPlain } = binding;
    if (!header) addPrefixed(headers, prefix, value);
    else headers[header] = isPlain && typeof value === 'string' ? value : service.codec.toText(schema, value);
  }
  const body = payload
    ? encodePayload(service, payload, output[payload.getMemberName()])
    : encodeDocument(service, operation, output);
  if (body !== '' && !headers['content-type']) {
    headers['content-type'] = service.protocol === 'restXml' ? 'application/xml' : 'application/json';
  }
  const isHead = exchange.incoming?.request.method === 'HEAD';
  return { status: statusOf(operation, output, statusMember), headers, body: isHead ? '' : body };
}

function statusOf(operation: OperationModel, output: Record<string, unknown>, member: string | undefined): number {
  const status = member === undefined ? undefined : output[member];
  if (typeof status === 'number') return status;
  // The schemas know one status only; an answer that holds a part says so. RFC 9110, section 15.3.7
  return output.ContentRange === undefined ? operation.successStatus : 206;
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
  output: Record<string, unknown>,
): string | Uint8Array {
  const { inDocument, inHeaders } = operation.answer;
  if (inDocument.length === 0) return service.protocol === 'restJson1' ? '{}' : '';
  // The one answer whose only member is the root element's text; the schema cannot say so, botocore insists on it.
  if (operation.name === 'GetBucketLocation') return declared(service, locationDocument(service, output));
  // The codec writes every member of a structure: those that went into headers must not be there again.
  const document = inHeaders.size === 0 ? output : Object.fromEntries(inDocument.map((name) => [name, output[name]]));
  return declared(service, service.codec.write(operation.output, document));
}

function locationDocument({ xmlNamespace }: ServiceModel, { LocationConstraint }: Record<string, unknown>): string {
  return `<LocationConstraint xmlns="${xmlNamespace}">${LocationConstraint ?? ''}</LocationConstraint>`;
}

function declared(service: ServiceModel, document: string | Uint8Array): string | Uint8Array {
  return service.protocol === 'restXml' ? `${XML_DECLARATION}${document}` : document;
}
