import { compilePolicy, PolicySyntaxError } from '../../policy/index.ts';
import type { CompiledPolicy, PolicyKind } from '../../policy/types.ts';
import { requireLength } from './constraints.ts';
import { malformedPolicy } from './iam-errors.ts';

const CACHED_DOCUMENTS = 2000;
const byKind = new Map<PolicyKind, Map<string, CompiledPolicy>>();

/** `text` compiled, at most once while it is in use: the same text always means the same policy. */
export function compiledDocument(text: string, kind: PolicyKind): CompiledPolicy {
  const cache = cacheOf(kind);
  const known = cache.get(text);
  if (known) return known;
  const policy = compilePolicy(text, kind);
  // Documents that nobody uses any more must not pile up: the oldest goes first.
  if (cache.size >= CACHED_DOCUMENTS) for (const oldest of [...cache.keys()].slice(0, 100)) cache.delete(oldest);
  cache.set(text, policy);
  return policy;
}

function cacheOf(kind: PolicyKind): Map<string, CompiledPolicy> {
  const known = byKind.get(kind);
  if (known) return known;
  const made = new Map<string, CompiledPolicy>();
  byKind.set(kind, made);
  return made;
}

/** What the API takes as a policy's text at all, whatever its quota. */
const MAX_TEXT_LENGTH = 131_072;

/**
 * Errors: ValidationError if the text in `member` is too long to be read; MalformedPolicyDocument, with the engine's
 * words, if IAM would not store it.
 */
export function requireDocument(text: string, kind: PolicyKind, member = 'policyDocument'): CompiledPolicy {
  requireLength(text, member, 1, MAX_TEXT_LENGTH);
  try {
    return compiledDocument(text, kind);
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformedPolicy(error.message);
    throw error;
  }
}

/** A document's length as quotas count it: white space is free. facts D */
export function countedLength(document: string): number {
  return document.replace(/\s/g, '').length;
}
