import type { ContextValues, RequestPrincipal } from '../../policy/types.ts';
import type { Case } from './case.ts';
import { mountedToken } from './links/token.ts';
import { INJECTIONS } from './mechanism.ts';
import { providerArn } from './provider.ts';
import { accountOf } from './role.ts';

/** For whom the pod's token is, as its volume says. */
export function audienceOf(seen: Case): string {
  const tokens = seen.containers.map((container) => mountedToken(seen, container, 'IRSA')?.projection.audience);
  return tokens.find((audience) => audience !== undefined) ?? INJECTIONS.IRSA.audience;
}

export const subjectOf = ({ place, serviceAccountName }: Case) =>
  `system:serviceaccount:${place.namespace}:${serviceAccountName}`;

/** Who asks for the role by AssumeRoleWithWebIdentity, and what the request says. facts A.8 */
export function webIdentityRequest(seen: Case, subject = subjectOf(seen)) {
  const arn = providerArn(seen);
  const principal: RequestPrincipal = { type: 'federated', account: accountOf(seen.roleArn ?? ''), arn };
  const context: ContextValues = {
    [`${seen.issuer}:aud`]: audienceOf(seen),
    [`${seen.issuer}:sub`]: subject,
    'aws:FederatedProvider': arn,
    'aws:RequestedRegion': seen.world.names.AWS_REGION,
  };
  return { principal, context, actions: ['sts:AssumeRoleWithWebIdentity'] };
}
