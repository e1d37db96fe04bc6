import type { Case } from '../case.ts';
import { broken, holds, link, unknown } from '../link.ts';
import { POD_IDENTITY, podIdentityRequest } from '../pod-session.ts';
import { findRole } from '../role.ts';
import { addToTrust, whyNotTrusted } from '../trust.ts';

/** Both actions, and every condition. EKS looks at it when an association is made, and at conditions never. facts B.7 */
export const podIdentityTrust = link({
  id: 'pod-identity-trust',
  title: 'the role trusts EKS Pod Identity for this pod',
  mechanism: 'Pod Identity',
  async look(seen) {
    const role = await findRole(seen.world, seen.roleArn ?? '');
    if (!role) return unknown('the role is in another account');
    const request = podIdentityRequest(seen);
    const refusal = whyNotTrusted({ role, ...request }, seen.now);
    if (!refusal) return holds(`${role.RoleName} allows ${POD_IDENTITY} ${request.actions.join(' and ')}`);
    const text = `${role.RoleName} does not allow ${POD_IDENTITY} ${refusal.action}: ${refusal.why}`;
    if (refusal.isDenied) return broken(text, '# Change that statement; what is denied cannot be allowed elsewhere.');
    return broken(text, addToTrust(role, statementFor(seen)));
  },
});

/** For this service account of this cluster, and nobody else. */
function statementFor({ cluster, place, serviceAccountName, association, world }: Case) {
  const tags = {
    'aws:RequestTag/kubernetes-namespace': place.namespace,
    'aws:RequestTag/kubernetes-service-account': serviceAccountName,
  };
  return {
    Effect: 'Allow',
    Principal: { Service: POD_IDENTITY },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'aws:SourceAccount': world.names.ACCOUNT_ID, ...(!association?.disableSessionTags && tags) },
      ArnEquals: { 'aws:SourceArn': cluster.arn },
    },
  };
}
