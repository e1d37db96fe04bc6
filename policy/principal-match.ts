import type { ParsedPrincipal } from './parse/parse-principal.ts';
import type { Listed } from './parse/parse-statement.ts';
import type { RequestPrincipal } from './types.ts';

/**
 * How far a resource policy's statement reaches to the caller, weakest first:
 * - `delegated`: it names the account, whose own policies must allow as well;
 * - `granted`: it names the role, or everyone; boundary and session policies still limit the caller;
 * - `direct`: it names the user, the session or the service itself; their implicit denies do not matter.
 * facts F.1; https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export type Reach = 'none' | 'delegated' | 'granted' | 'direct';

export type PrincipalMatch = (principal: RequestPrincipal) => Reach;

export function compilePrincipals({ list, negated }: Listed<ParsedPrincipal>): PrincipalMatch {
  const named = new Set([...list.arns, ...list.accounts]);
  const services = new Set(list.services);
  const federated = new Set(list.federated);
  const reach: PrincipalMatch = (principal) => {
    if (principal.type === 'service') return services.has(principal.arn) ? 'direct' : everyone(list);
    if (principal.type === 'federated') return federated.has(principal.arn) ? 'direct' : everyone(list);
    if (named.has(principal.arn)) return 'direct';
    if (principal.roleArn !== undefined && named.has(principal.roleArn)) return 'granted';
    if (list.everyone) return 'granted';
    return named.has(principal.account) ? 'delegated' : 'none';
  };
  if (!negated) return reach;
  return (principal) => (isExempt(principal, named, reach) ? 'none' : 'granted');
}

function everyone({ everyone }: ParsedPrincipal): Reach {
  return everyone ? 'granted' : 'none';
}

/**
 * NotPrincipal spares a caller only if it names every identity that the caller has: the account and the user, or the
 * account, the role and the session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExempt(principal: RequestPrincipal, named: Set<string>, reach: PrincipalMatch): boolean {
  if (principal.type === 'service' || principal.type === 'federated') return reach(principal) !== 'none';
  if (principal.type === 'root') return named.has(principal.account);
  const role = principal.roleArn === undefined || named.has(principal.roleArn);
  return named.has(principal.account) && role && named.has(principal.arn);
}
