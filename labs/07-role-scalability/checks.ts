import { issuerOf, providerArn, type Statement, trustOf } from '../kit/aws-checks.ts';
import { type Check, check } from '../kit/lab.ts';
import type { World } from '../kit/world.ts';

const SUBJECT = 'system:serviceaccount:trust:app-irsa';

const trustedBy = (trust: Statement[]) => [...new Set(trust.flatMap(({ principal }) => principal.Federated ?? []))];

/** The statements of the IRSA role, or what to say where there is none. */
async function statements(world: World): Promise<Statement[] | string> {
  return (await trustOf(world, world.names.TRUST_IRSA_ROLE)) ?? `no role ${world.names.TRUST_IRSA_ROLE}`;
}

/** As many clusters as fit into the default quota. */
export function trustsFourClusters(): Check {
  return check({
    must: '$TRUST_IRSA_ROLE trusts four clusters or more',
    expected: 'four OIDC providers or more as principals',
    next: 'Run the commands of the step again; they end where no statement more fits.',
    async observe(world) {
      const trust = await statements(world);
      if (typeof trust === 'string') return { ok: false, seen: trust };
      const { length } = trustedBy(trust);
      return { ok: length >= 4, seen: `${length} providers` };
    },
  });
}

/** No statement was made short by making it wide. */
export function everyStatementIsExact(): Check {
  return check({
    must: 'every statement of $TRUST_IRSA_ROLE admits one service account',
    expected: `StringEquals on :sub = ${SUBJECT} and :aud = sts.amazonaws.com, for the issuer of the principal`,
    next: 'Shorter statements are wider ones: set the trust policy of the step again.',
    async observe(world) {
      const trust = await statements(world);
      if (typeof trust === 'string') return { ok: false, seen: trust };
      const wide = trust.filter((statement) => !isExact(statement));
      return { ok: wide.length === 0, seen: wide.length > 0 ? describe(wide[0]) : `${trust.length} exact statements` };
    },
  });
}

function isExact({ principal, condition }: Statement): boolean {
  const [provider = '', ...more] = Object.values(principal).flat();
  const issuer = provider.replace(/^.*:oidc-provider\//, '');
  const { [`${issuer}:sub`]: subjects, [`${issuer}:aud`]: audiences } = condition.StringEquals ?? {};
  return more.length === 0 && subjects?.join() === SUBJECT && audiences?.join() === 'sts.amazonaws.com';
}

const describe = (statement: Statement | undefined) =>
  `principal ${JSON.stringify(statement?.principal)}, condition ${JSON.stringify(statement?.condition)}`;

/** The fifth cluster was let in, and none of the two that exist was put out for it. */
export function trustsTheFifthCluster(): Check {
  return check({
    must: '$TRUST_IRSA_ROLE trusts five clusters or more, workshop-a and workshop-b among them',
    expected: 'the providers of both clusters, and three or more others, as principals',
    next: 'A longer policy needs a higher quota: aws service-quotas request-service-quota-increase; then set it again.',
    async observe(world) {
      const trust = await statements(world);
      if (typeof trust === 'string') return { ok: false, seen: trust };
      const trusted = trustedBy(trust);
      const clusters = [world.names.CLUSTER_A, world.names.CLUSTER_B];
      const arns = await Promise.all(clusters.map(async (name) => providerArn(world, await issuerOf(world, name))));
      const seen = clusters.filter((_, index) => trusted.includes(arns[index] ?? ''));
      const ok = seen.length === 2 && trusted.length >= 5;
      return { ok, seen: `${trusted.length} providers; of the two clusters: ${seen.join(', ') || 'neither'}` };
    },
  });
}
