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

/** Throws whatever the parser throws. */
export function xmlReader(schema: NormalizedSchema): (body: Uint8Array) => unknown {
  return (body) => deserializer.read(schema, body);
}
