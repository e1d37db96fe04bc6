import type { Case } from '../case.ts';
import { holds, link, unknown, warning } from '../link.ts';
import { podIdentityRequest } from '../pod-session.ts';
import { findRole } from '../role.ts';
import { narrowTrust, whyNotTrusted } from '../trust.ts';
import { subjectOf, webIdentityRequest } from '../web-identity.ts';

const STRANGER = 'some-other-one';

/** Would a stranger get in as well? For Pod Identity, another cluster of the account; for IRSA, another service account. */
export const trustWidth = link({
  id: 'trust-width',
  title: 'the role trusts nobody else',
  async look(seen) {
    const role = await findRole(seen.world, seen.roleArn ?? '');
    if (!role) return unknown('the role is in another account');
    const isIrsa = seen.mechanism === 'IRSA';
    const who = isIrsa ? 'any other service account of the cluster' : 'any other cluster of the account';
    const request = isIrsa
      ? webIdentityRequest(seen, `system:serviceaccount:${STRANGER}:${STRANGER}`)
      : podIdentityRequest(otherCluster(seen));
    if (whyNotTrusted({ role, ...request }, seen.now)) return holds(`${role.RoleName} does not let in ${who}`);
    const condition: Record<string, object> = isIrsa
      ? { StringEquals: { [`${seen.issuer}:sub`]: subjectOf(seen) } }
      : { ArnEquals: { 'aws:SourceArn': seen.cluster.arn } };
    const also = `${role.RoleName} lets in ${who}, if somebody names it there`;
    return warning(also, `# If that is not meant:\n${narrowTrust(role, request.principal.arn, condition)}`);
  },
});

function otherCluster(seen: Case): Case {
  const arn = seen.cluster.arn?.replace(/[^/]+$/, STRANGER);
  return { ...seen, cluster: { ...seen.cluster, arn }, place: { ...seen.place, cluster: STRANGER } };
}
