import type { NormalizedSchema } from '@smithy/core/schema';

/** Where the members of a REST operation's output go. */
export interface AnswerBindings {
  inHeaders: HeaderBinding[];
  /** The member that is the HTTP status. */
  statusMember?: string;
  /** The member that is the whole body. */
  payload?: NormalizedSchema;
  /** Names of the members that make up the body's document. */
  inDocument: string[];
}

/** One header, in lower case, or all headers that begin with a prefix. */
export interface HeaderBinding {
  name: string;
  schema: NormalizedSchema;
  header?: string;
  prefix: string;
}

/** Sorts an output's members by their HTTP traits, once for all answers. */
export function answerBindings(output: NormalizedSchema): AnswerBindings {
  const bindings: AnswerBindings = { inHeaders: [], inDocument: [] };
  if (output.isUnitSchema() || !output.isStructSchema()) return bindings;
  for (const [name, schema] of output.structIterator()) {
    const { httpPayload, httpResponseCode, httpHeader, httpPrefixHeaders } = schema.getMergedTraits();
    if (httpPayload) bindings.payload = schema;
    else if (httpResponseCode) bindings.statusMember = name;
    else if (httpHeader) bindings.inHeaders.push({ name, schema, header: httpHeader.toLowerCase(), prefix: '' });
    else if (httpPrefixHeaders) bindings.inHeaders.push({ name, schema, prefix: httpPrefixHeaders });
    else bindings.inDocument.push(name);
  }
  return bindings;
}
