import type { NormalizedSchema } from '@smithy/core/schema';
import type { Protocol } from '../operation.ts';
import { documentOf, documentReader, type ReadDocument } from './document.ts';
import { type FromText, textReader } from './text.ts';
import { DATE_TIME, HTTP_DATE } from './timestamp.ts';

/** Where a member of a REST operation's input comes from in a request. */
export interface MemberBinding {
  name: string;
  schema: NormalizedSchema;
  from: 'label' | 'query' | 'header' | 'prefix-headers' | 'payload' | 'body';
  /** The query parameter, the header in lower case, or the headers' prefix. */
  key: string;
}

export interface TextBinding extends MemberBinding {
  read: FromText;
}

/** An operation's members by where they come from, so that a request's parts find them. */
export interface InputBindings {
  labels: Map<string, TextBinding>;
  inQuery: Map<string, TextBinding>;
  inHeaders: Map<string, TextBinding>;
  prefixHeaders: MemberBinding[];
  /** The member that is the whole body: a document, or a text or bytes as they are. */
  payload?: { name: string; isDocument: boolean; read: ReadDocument };
  /** The body's document, of the members that are left; absent if none is. */
  document?: ReadDocument;
}

export function inputBindings(protocol: Protocol, input: NormalizedSchema): InputBindings {
  const bindings: InputBindings = { labels: new Map(), inQuery: new Map(), inHeaders: new Map(), prefixHeaders: [] };
  const inDocument: string[] = [];
  for (const [name, schema] of input.structIterator()) {
    const binding = memberBinding(name, schema);
    const { from, key } = binding;
    if (from === 'label') bindings.labels.set(key, { ...binding, read: textReader(schema, DATE_TIME) });
    else if (from === 'query') bindings.inQuery.set(key, { ...binding, read: queryReader(schema) });
    else if (from === 'header') bindings.inHeaders.set(key, { ...binding, read: textReader(schema, HTTP_DATE) });
    else if (from === 'prefix-headers') bindings.prefixHeaders.push(binding);
    else if (from === 'payload') bindings.payload = payloadBinding(protocol, binding);
    else inDocument.push(name);
  }
  const document = input.isStructSchema() ? documentOf(input, inDocument) : undefined;
  if (document) bindings.document = documentReader(protocol, document);
  return bindings;
}

/** A list's parameter comes once for each item. */
const queryReader = (schema: NormalizedSchema) =>
  textReader(schema.isListSchema() ? schema.getValueSchema() : schema, DATE_TIME);

const utf8 = new TextDecoder();

function payloadBinding(protocol: Protocol, { name, schema }: MemberBinding): InputBindings['payload'] {
  if (schema.isBlobSchema()) return { name, isDocument: false, read: (body) => body };
  if (schema.isStringSchema()) return { name, isDocument: false, read: (body) => utf8.decode(body) };
  return { name, isDocument: true, read: documentReader(protocol, schema) };
}

export function memberBinding(name: string, schema: NormalizedSchema): MemberBinding {
  const traits = schema.getMergedTraits();
  if (traits.httpLabel) return { name, schema, from: 'label', key: name };
  if (traits.httpQuery) return { name, schema, from: 'query', key: traits.httpQuery };
  if (traits.httpHeader) return { name, schema, from: 'header', key: traits.httpHeader.toLowerCase() };
  const prefix = traits.httpPrefixHeaders?.toLowerCase();
  if (prefix) return { name, schema, from: 'prefix-headers', key: prefix };
  return { name, schema, from: traits.httpPayload ? 'payload' : 'body', key: name };
}
