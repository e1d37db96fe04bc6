import { parsePolicy } from './parse/parse-policy.ts';
import { actionMatches, compileStatement, type Statement } from './statement.ts';
import type { CompiledPolicy, PolicyKind } from './types.ts';

/** A compiled policy as the engine knows it. */
export interface Policy extends CompiledPolicy {
  statements: readonly Statement[];
  /** The statements about an action. */
  about(action: string): Relevant;
}

/** Deny statements are looked at first, so they are kept apart. */
interface Relevant {
  denies: readonly Statement[];
  allows: readonly Statement[];
}

const MOST_ACTIONS_REMEMBERED = 1000;

/**
 * Reads a policy document, checks it as AWS does, and prepares its matchers. What a policy may hold depends on its kind:
 * a trust policy has principals and no resources, one of an identity the reverse.
 *
 * Errors: PolicySyntaxError with AWS's message; an unknown condition operator is one.
 */
export function compilePolicy(document: string | object, kind: PolicyKind): CompiledPolicy {
  const { version, statements: parsed } = parsePolicy(document, kind);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
  const variables = version === '2012-10-17';
  const statements = parsed.map((statement, index) => {
    return compileStatement(statement, { kind, variables, label: statement.sid || String(index + 1) });
  });
  const policy: Policy = { kind, version, statements, about: rememberByAction(statements) };
  return policy;
}

/** A cloud has few actions and asks about them often, so each is matched against the statements once. */
function rememberByAction(statements: readonly Statement[]): Policy['about'] {
  const known = new Map<string, Relevant>();
  return (action) => {
    const found = known.get(action);
    if (found) return found;
    const matching = statements.filter((statement) => actionMatches(statement, action));
    const relevant = {
      denies: matching.filter(({ effect }) => effect === 'Deny'),
      allows: matching.filter(({ effect }) => effect === 'Allow'),
    };
    // Made-up actions, as a playground's visitor may type them, do not pile up.
    if (known.size < MOST_ACTIONS_REMEMBERED) known.set(action, relevant);
    return relevant;
  };
}

/** The engine's own view of what `compilePolicy` made; there is no other maker. */
export function policyOf(compiled: CompiledPolicy): Policy {
  return compiled as Policy;
}
