import { parsePolicy } from './parse/parse-policy.ts';
import { compileStatement, type Statement } from './statement.ts';
import type { CompiledPolicy, PolicyKind } from './types.ts';

/** A compiled policy as the engine knows it: Deny statements are looked at first, so they are kept apart. */
export interface Policy extends CompiledPolicy {
  statements: readonly Statement[];
  denies: readonly Statement[];
  allows: readonly Statement[];
}

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
  const policy: Policy = {
    kind,
    version,
    statements,
    denies: statements.filter(({ effect }) => effect === 'Deny'),
    allows: statements.filter(({ effect }) => effect === 'Allow'),
  };
  return policy;
}

/** The engine's own view of what `compilePolicy` made; there is no other maker. */
export function policyOf(compiled: CompiledPolicy): Policy {
  return compiled as Policy;
}
