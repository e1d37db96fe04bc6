import type { NormalizedSchema } from '@smithy/core/schema';

/** Where the members of a REST operation's output go. */
export interface AnswerBindings {
  inHeaders: Map<string, HeaderBinding>;
  /** The member that is the HTTP status. */
  statusMember?: string;
  /** The member that is the whole body. */
  payload?: NormalizedSchema;
  /** Names of the members that make up the body's document. */
  inDocument: string[];
}

/** One header, in lower case, or all headers that begin with a prefix. */
export interface HeaderBinding {
  schema: NormalizedSchema;
  header?: string;
  prefix: string;
  /** True for texts that go out as they are. */
  isPlain: boolean;
}

/** Sorts an output's members by their HTTP traits, once for all answers. */
export function answerBindings(output: NormalizedSchema): AnswerBindings {
  const bindings: AnswerBindings = { inHeaders: new Map(), inDocument: [] };
  if (output.isUnitSchema() || !output.isStructSchema()) return bindings;
  for (const [name, schema] of output.structIterator()) {
    const { httpPayload, httpResponseCode, httpHeader, httpPrefixHeaders, mediaType } = schema.getMergedTraits();
    const isPlain = schema.isStringSchema() && mediaType === undefined;
    const addHeader = (header: string | undefined, prefix: string) =>
      bindings.inHeaders.set(name, { schema, header, prefix, isPlain });
    if (httpPayload) bindings.payload = schema;
    else if (httpResponseCode) bindings.statusMember = name;
    else if (httpHeader) addHeader(httpHeader.toLowerCase(), '');
    else if (httpPrefixHeaders) addHeader(undefined, httpPrefixHeaders);
    else bindings.inDocument.push(name);
  }
  return bindings;
}
