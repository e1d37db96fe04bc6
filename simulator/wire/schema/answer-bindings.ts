import type { NormalizedSchema } from '@smithy/core/schema';
import type { Protocol } from '../operation.ts';
import { documentOf, documentWriter, type WriteDocument } from './document.ts';
import { type ToText, textWriter } from './text.ts';
import { HTTP_DATE } from './timestamp.ts';

/** Where the members of a REST operation's output go. */
export interface AnswerBindings {
  inHeaders: Map<string, HeaderBinding>;
  /** The member that is the HTTP status. */
  statusMember?: string;
  /** The member that is the whole body. */
  payload?: { member: string; write(value: unknown): string | Uint8Array };
  /** The body's document, of the members that are left; absent if none is. */
  document?: WriteDocument;
}

/** One header, in lower case, or all headers that begin with a prefix. */
export type HeaderBinding = { header: string; write: ToText } | { prefix: string };

/** Sorts an output's members by their HTTP traits. */
export function answerBindings(protocol: Protocol, output: NormalizedSchema, xmlNamespace: string): AnswerBindings {
  const bindings: AnswerBindings = { inHeaders: new Map() };
  if (!output.isStructSchema()) return bindings;
  const inDocument: string[] = [];
  for (const [member, schema] of output.structIterator()) {
    const { httpPayload, httpResponseCode, httpHeader, httpPrefixHeaders: prefix } = schema.getMergedTraits();
    const header = httpHeader?.toLowerCase();
    if (httpPayload) bindings.payload = { member, write: payloadWriter(protocol, schema, xmlNamespace) };
    else if (httpResponseCode) bindings.statusMember = member;
    else if (header) bindings.inHeaders.set(member, { header, write: textWriter(schema, HTTP_DATE) });
    else if (prefix) bindings.inHeaders.set(member, { prefix });
    else inDocument.push(member);
  }
  const document = documentOf(output, inDocument);
  if (document) bindings.document = documentWriter(protocol, document, xmlNamespace);
  return bindings;
}

/** Texts and bytes go out as they are. */
function payloadWriter(protocol: Protocol, schema: NormalizedSchema, xmlNamespace: string) {
  if (schema.isStructSchema()) return documentWriter(protocol, schema, xmlNamespace);
  return (value: unknown) => value as string | Uint8Array;
}
