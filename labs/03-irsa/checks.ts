import { inlinePoliciesOf, issuerOf, providerArn, trustOf } from '../kit/aws-checks.ts';
import { check } from '../kit/lab.ts';

const SUBJECT = 'system:serviceaccount:irsa:app';

/** The trust policy admits tokens of the cluster's provider, for exactly one service account and audience. */
export function trustIsExact() {
  return check({
    must: '$IRSA_ROLE trusts irsa/app on $CLUSTER_A, and nobody else there',
    expected: `StringEquals on :sub (${SUBJECT}) and :aud (sts.amazonaws.com)`,
    next: 'Set the trust policy of the step again: aws iam update-assume-role-policy',
    async observe(world) {
      const trust = await trustOf(world, world.names.IRSA_ROLE);
      if (!trust) return { ok: false, seen: `no role ${world.names.IRSA_ROLE}` };
      const issuer = await issuerOf(world, world.names.CLUSTER_A);
      const statement = trust.find(({ principal }) => principal.Federated?.includes(providerArn(world, issuer)));
      if (!statement)
        return { ok: false, seen: `no statement whose principal is the provider of ${world.names.CLUSTER_A}` };
      const equals = statement.condition.StringEquals ?? {};
      const sub = equals[`${issuer}:sub`] ?? [];
      const aud = equals[`${issuer}:aud`] ?? [];
      const seen = `:sub = ${sub.join(', ') || 'any'}, :aud = ${aud.join(', ') || 'any'}`;
      return { ok: sub.join() === SUBJECT && aud.join() === 'sts.amazonaws.com', seen };
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
