import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { DATE_TIME } from './timestamp.ts';

/** The SDK's: only S3 gets XML, and seldom. */
const deserializer = new XmlShapeDeserializer({
  timestampFormat: { useTrait: true, default: DATE_TIME },
  httpBindings: true,
  xmlNamespace: '',
  serviceNamespace: '',
});

const utf8 = new TextDecoder();

/** Throws whatever the parser throws, and for a document type: no client sends one, and entities are nobody's to define. */
export function xmlReader(schema: NormalizedSchema): (body: Uint8Array) => unknown {
  return (body) => {
    if (utf8.decode(body).includes('<!DOCTYPE')) throw new SyntaxError('XML with a document type');
    return deserializer.read(schema, body);
  };
}
