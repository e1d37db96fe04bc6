import { AwsError } from '../../aws-error.ts';
import type { ReadDocument } from '../schema/document.ts';
import type { ServiceModel } from '../schema/service-model.ts';

// DynamoDB's limit; the other services' are lower. architect/dynalite index.js
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A whole body as the value of a structure. Throws AwsError if it is no JSON or XML, or does not fit. */
export function readBody(service: ServiceModel, read: ReadDocument, body: Uint8Array): Record<string, unknown> {
  if (body.length > MAX_DOCUMENT_BYTES) throw tooLarge(service);
  let value: unknown;
  try {
    value = read(body);
  } catch (error) {
    throw error instanceof AwsError ? error : unreadable(service);
  }
  if (typeof value !== 'object' || value === null) throw unreadable(service);
  return value as Record<string, unknown>;
}

function tooLarge(service: ServiceModel): AwsError {
  if (service.protocol === 'restXml') return new AwsError('MaxMessageLengthExceeded', 400, 'Your request was too big.');
  return new AwsError('RequestEntityTooLarge', 413, `Request size exceeded ${MAX_DOCUMENT_BYTES} bytes`);
}

/** S3: API reference, "Error responses". JSON: DynamoDB sends the code alone; architect/dynalite index.js. */
function unreadable(service: ServiceModel): AwsError {
  if (service.protocol !== 'restXml') return new AwsError('SerializationException', 400, '');
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new AwsError('MalformedXML', 400, message);
}
