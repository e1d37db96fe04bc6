import { inlinePoliciesOf, issuerOf, providerArn, trustOf } from '../kit/aws-checks.ts';
import { check } from '../kit/lab.ts';

const EXACT = ':sub = system:serviceaccount:irsa:app, :aud = sts.amazonaws.com';

function describeSubject(equals: Record<string, string[]>, issuer: string): string {
  const value = (claim: string) => equals[`${issuer}:${claim}`]?.join(' or ') ?? 'any';
  return `:sub = ${value('sub')}, :aud = ${value('aud')}`;
}

/** The trust policy admits tokens of the cluster's provider, for exactly one service account and audience. */
export function trustIsExact() {
  return check({
    must: '$IRSA_ROLE trusts irsa/app on $CLUSTER_A, and nobody else there',
    expected: `StringEquals on ${EXACT}`,
    next: 'Set the trust policy of the step again: aws iam update-assume-role-policy',
    async observe(world) {
      const trust = await trustOf(world, world.names.IRSA_ROLE);
      if (!trust) return { ok: false, seen: `no role ${world.names.IRSA_ROLE}` };
      const issuer = await issuerOf(world, world.names.CLUSTER_A);
      const provider = providerArn(world, issuer);
      // Every statement for the provider counts: one that is too wide opens the role, however exact the others are.
      const admitted = trust
        .filter(({ principal }) => principal.Federated?.includes(provider))
        .map(({ condition }) => describeSubject(condition.StringEquals ?? {}, issuer));
      if (admitted.length === 0) return { ok: false, seen: `no statement whose principal is ${provider}` };
      return { ok: admitted.every((one) => one === EXACT), seen: admitted.join('; ') };
    },
  });
}

/** The role has its permissions as the one inline policy app. */
export function roleIsLimited() {
  return check({
    must: '$IRSA_ROLE has one permissions policy',
    expected: 'the inline policy app, and no other',
    next: 'aws iam put-role-policy --role-name "$IRSA_ROLE" --policy-name app --policy-document …',
    async observe(world) {
      const inline = await inlinePoliciesOf(world, world.names.IRSA_ROLE);
      if (!inline) return { ok: false, seen: `no role ${world.names.IRSA_ROLE}` };
      return { ok: inline.join() === 'app', seen: `inline policies: ${inline.join(', ') || 'none'}` };
    },
  });
}

/** The annotation that the admission webhook reads. facts A.2 */
export function serviceAccountIsAnnotated() {
  return check({
    must: 'irsa/app names the role',
    expected: 'the annotation eks.amazonaws.com/role-arn with the ARN of $IRSA_ROLE',
    next: 'kubectl annotate serviceaccount, with --overwrite to correct a wrong value',
    async observe(world) {
      const { ACCOUNT_ID, CLUSTER_A, IRSA_ROLE } = world.names;
      const account = await world.kube(CLUSTER_A).find('/api/v1/namespaces/irsa/serviceaccounts/app');
      if (!account) return { ok: false, seen: 'no service account irsa/app' };
      const seen = account.metadata.annotations?.['eks.amazonaws.com/role-arn'];
      return { ok: seen === `arn:aws:iam::${ACCOUNT_ID}:role/${IRSA_ROLE}`, seen: seen ?? 'no such annotation' };
    },
  });
}
