import type { HttpResponse } from '../../http.ts';
import type { Exchange } from '../exchange.ts';
import type { AnswerBindings } from '../schema/answer-bindings.ts';
import { XML_DECLARATION } from '../schema/document.ts';
import type { OperationModel, ServiceModel } from '../schema/service-model.ts';
import { requestIdHeaders } from './request-id.ts';

/** restJson1 and restXml: some members travel in headers, one may be the whole body, the rest is a document. */
export function encodeRest(
  exchange: Exchange,
  service: ServiceModel,
  operation: OperationModel,
  output: Record<string, unknown>,
): HttpResponse {
  const headers = requestIdHeaders(service, exchange);
  const { inHeaders, statusMember, payload } = operation.answer();
  for (const name in output) {
    const [binding, value] = [inHeaders.get(name), output[name]];
    if (!binding || value === undefined || value === null) continue;
    if ('prefix' in binding) addPrefixed(headers, binding.prefix, value);
    else headers[binding.header] = binding.write(value);
  }
  const body = payload ? encodePayload(payload, output) : encodeDocument(service, operation, output);
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
  for (const [name, text] of Object.entries(value as Record<string, string>)) headers[prefix + name] = text;
}

function encodePayload(
  { member, write }: NonNullable<AnswerBindings['payload']>,
  output: Record<string, unknown>,
): string | Uint8Array {
  const value = output[member];
  return value === undefined || value === null ? '' : write(value);
}

function encodeDocument(service: ServiceModel, operation: OperationModel, output: Record<string, unknown>): string {
  const { document } = operation.answer();
  if (!document) return service.protocol === 'restJson1' ? '{}' : '';
  // The one answer whose only member is the root element's text; the schema cannot say so, botocore insists on it.
  if (operation.name === 'GetBucketLocation') return locationDocument(service, output);
  return document(output);
}

function locationDocument({ xmlNamespace }: ServiceModel, { LocationConstraint }: Record<string, unknown>): string {
  const location = LocationConstraint ?? '';
  return `${XML_DECLARATION}<LocationConstraint xmlns="${xmlNamespace}">${location}</LocationConstraint>`;
}
