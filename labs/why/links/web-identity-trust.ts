import type { Case } from '../case.ts';
import { broken, holds, link, unknown } from '../link.ts';
import { providerArn } from '../provider.ts';
import { findRole, trustDocument } from '../role.ts';
import { addToTrust, whyNotTrusted } from '../trust.ts';
import { audienceOf, subjectOf, webIdentityRequest } from '../web-identity.ts';

/** The provider, the subject and the audience of the trust policy are those of the pod's token. facts A.8 */
export const webIdentityTrust = link({
  id: 'web-identity-trust',
  title: "the role trusts the pod's token",
  mechanism: 'IRSA',
  async look(seen) {
    const role = await findRole(seen.world, seen.roleArn ?? '');
    if (!role) return unknown('the role is in another account');
    const refusal = whyNotTrusted({ role, ...webIdentityRequest(seen) }, seen.now);
    if (!refusal) return holds(`${role.RoleName} admits ${subjectOf(seen)}, audience ${audienceOf(seen)}`);
    const hint = misreading(trustDocument(role));
    const text = `${role.RoleName} does not admit ${subjectOf(seen)}, audience ${audienceOf(seen)}: ${refusal.why}${hint}`;
    if (refusal.isDenied) return broken(text, '# Change that statement; what is denied cannot be allowed elsewhere.');
    return broken(text, addToTrust(role, statementFor(seen)));
  },
});

/** Mistakes that were seen more than once: webhook#30, kubernetes-external-secrets#287, karpenter#1666. */
function misreading(document: string): string {
  if (/"[^"]*:aud"\s*:\s*\[?\s*"system:serviceaccount:/.test(document)) {
    return '; :aud is for whom the token is, and the service account belongs into :sub';
  }
  if (/"arn:aws[^"]*:oidc-provider\/[^"]*:(aud|sub)"\s*:/.test(document)) {
    return "; condition keys begin with the issuer without https://, not with the provider's ARN";
  }
  return /"https:\/\/[^"]*:(aud|sub)"\s*:/.test(document) ? '; condition keys begin without https://' : '';
}

/** For this service account of this cluster, and nobody else. */
function statementFor(seen: Case) {
  return {
    Effect: 'Allow',
    Principal: { Federated: providerArn(seen) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { [`${seen.issuer}:sub`]: subjectOf(seen), [`${seen.issuer}:aud`]: audienceOf(seen) },
    },
  };
}
