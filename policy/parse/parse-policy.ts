import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { CompiledPolicy, PolicyKind } from '../types.ts';
import { isRecord } from './is-record.ts';
import type { ParsedStatement } from './parse-statement.ts';
import { parseStatement } from './parse-statement.ts';
import { refusals, syntaxError } from './refusals.ts';

export interface ParsedPolicy {
  version: CompiledPolicy['version'];
  statements: ParsedStatement[];
}

const ELEMENTS = ['Version', 'Id', 'Statement'];

/** Reads a document and checks it as AWS would. Errors: PolicySyntaxError. */
export function parsePolicy(document: string | object, kind: PolicyKind): ParsedPolicy {
  const root = typeof document === 'string' ? readJson(document, kind) : document;
  if (!isRecord(root) || !Object.keys(root).every((name) => ELEMENTS.includes(name))) throw syntaxError(kind);
  if (root.Id !== undefined && typeof root.Id !== 'string') throw syntaxError(kind);
  const version = readVersion(root.Version, kind);
  const list = Array.isArray(root.Statement) ? root.Statement : [root.Statement];
  if (list.length === 0) throw syntaxError(kind);
  const statements = list.map((statement: unknown) => {
    if (!isRecord(statement)) throw syntaxError(kind);
    return parseStatement(statement, kind);
  });
  requireUniqueSids(statements);
  return { version, statements };
}

function readJson(text: string, kind: PolicyKind): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicySyntaxError(refusals[kind].json);
  }
}

/** Trust and bucket policies may still be of the old version, which is the default; those of identities may not. */
function readVersion(version: unknown, kind: PolicyKind): CompiledPolicy['version'] {
  if (version === '2012-10-17') return version;
  if (version !== undefined && version !== '2008-10-17') throw syntaxError(kind);
  if (kind === 'trust' || kind === 'resource') return '2008-10-17';
  throw new PolicySyntaxError('Policy document must be version 2012-10-17 or greater.');
}

function requireUniqueSids(statements: ParsedStatement[]): void {
  const sids = statements.flatMap(({ sid }) => (sid ? [sid] : []));
  if (new Set(sids).size < sids.length) {
    throw new PolicySyntaxError('Statement IDs (SID) in a single policy must be unique.');
  }
}
