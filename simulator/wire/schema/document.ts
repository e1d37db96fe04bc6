import { NormalizedSchema } from '@smithy/core/schema';
import type { Protocol } from '../operation.ts';
import { jsonReader } from './json-reader.ts';
import { jsonWriter } from './json-writer.ts';
import { parseJson } from './parse-json.ts';
import { xmlReader } from './xml-reader.ts';
import { xmlWriter } from './xml-writer.ts';

/** Reads a whole body. Throws AwsError if a value is of the wrong type, and whatever the parser throws. */
export type ReadDocument = (body: Uint8Array) => unknown;
/** Writes a whole body. */
export type WriteDocument = (value: unknown) => string;

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function documentReader(protocol: Protocol, schema: NormalizedSchema): ReadDocument {
  if (protocol === 'restXml') return xmlReader(schema);
  const read = jsonReader(schema);
  return (body) => read(parseJson(body));
}

export function documentWriter(protocol: Protocol, schema: NormalizedSchema, xmlNamespace: string): WriteDocument {
  if (protocol !== 'restXml') {
    const toJson = jsonWriter(schema);
    return (value) => JSON.stringify(toJson(value));
  }
  const name = schema.getMergedTraits().xmlName ?? schema.getName() ?? '';
  const write = xmlWriter(schema, name, ` xmlns="${xmlNamespace}"`);
  return (value) => XML_DECLARATION + write(value);
}

/** The structure without the members that travel elsewhere; undefined if none is left. */
export function documentOf(schema: NormalizedSchema, names: string[]): NormalizedSchema | undefined {
  const [kind, namespace, name, traits, allNames, types] = schema.getSchema() as [
    number,
    string,
    string,
    unknown,
    string[],
    unknown[],
  ];
  if (names.length === 0) return undefined;
  if (names.length === allNames.length) return schema;
  const typesLeft = names.map((member) => types[allNames.indexOf(member)]);
  return NormalizedSchema.of([kind, namespace, name, traits, names, typesLeft] as never);
}
