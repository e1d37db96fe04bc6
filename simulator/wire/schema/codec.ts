import { XmlCodec } from '@aws-sdk/core/protocols';
import {
  FromStringShapeDeserializer,
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
  ToStringShapeSerializer,
} from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Protocol } from '../operation.ts';
import { checkJsonTypes } from './check-json-types.ts';
import { parseJson } from './parse-json.ts';

/** Turns bodies and texts into values of a schema and back. `read` throws
 * AwsError if a value is of the wrong type, and whatever the parser throws. */
export interface Codec {
  read(schema: NormalizedSchema, body: Uint8Array): unknown;
  write(schema: NormalizedSchema, value: unknown): string | Uint8Array;
  /** One label, header, query parameter or form field. */
  fromText(schema: NormalizedSchema, text: string): unknown;
  toText(schema: NormalizedSchema, value: unknown): string;
}

export interface CodecSettings {
  protocol: Protocol;
  /** The shapes' namespace, such as `com.amazonaws.iam`. */
  namespace: string;
  xmlNamespace: string;
}

// The two timestamp formats of @smithy/core's numbering: protocols in XML default to the first, in JSON to the second.
const DATE_TIME = 5;
const EPOCH_SECONDS = 7;

/** The codec of a service's protocol, over the SDK's own serializers. */
export function createCodec({ protocol, namespace, xmlNamespace }: CodecSettings): Codec {
  const isXml = protocol === 'restXml' || protocol === 'awsQuery';
  const settings = {
    timestampFormat: { useTrait: true, default: isXml ? DATE_TIME : EPOCH_SECONDS } as const,
    httpBindings: protocol === 'restXml' || protocol === 'restJson1',
    jsonName: protocol === 'restJson1',
    xmlNamespace,
    serviceNamespace: namespace,
  };
  const fromString = new FromStringShapeDeserializer(settings);
  const intoString = new ToStringShapeSerializer(settings);
  return {
    ...(isXml ? xmlBodies(settings) : jsonBodies(settings)),
    fromText: (schema, text) => fromString.read(schema, text),
    toText(schema, value) {
      intoString.write(schema, value);
      return intoString.flush();
    },
  };
}

type Bodies = Pick<Codec, 'read' | 'write'>;

function xmlBodies(settings: ConstructorParameters<typeof XmlCodec>[0]): Bodies {
  const codec = new XmlCodec(settings);
  const [serializer, deserializer] = [codec.createSerializer(), codec.createDeserializer()];
  return {
    read: (schema, body) => deserializer.read(schema, body),
    write(schema, value) {
      serializer.write(schema, value);
      return serializer.flush();
    },
  };
}

function jsonBodies(settings: ConstructorParameters<typeof JsonShapeDeserializer2>[0]): Bodies {
  const [serializer, deserializer] = [new JsonShapeSerializer2(settings), new JsonShapeDeserializer2(settings)];
  return {
    read(schema, body) {
      const json = parseJson(body);
      checkJsonTypes(schema, json);
      return deserializer.readObject(schema, json);
    },
    write(schema, value) {
      serializer.write(schema, value);
      return serializer.flush();
    },
  };
}
