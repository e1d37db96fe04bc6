import { whenAnswered } from '../kit/app-checks.ts';
import { trustOf } from '../kit/aws-checks.ts';
import type { KubeObject } from '../kit/kube-client.ts';
import { type Check, check, type Observation } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { livingPods, variableOf } from '../kit/pods.ts';
import type { World } from '../kit/world.ts';

const NAMESPACE = '/api/v1/namespaces/migrate';
const IRSA_VARIABLE = 'AWS_ROLE_ARN';
const POD_IDENTITY_VARIABLE = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

/** What probe.mjs tells. */
interface ProbeRecord {
  requests: number;
  failures: number;
  lastFailure: string | null;
  /** Answers of the app, by the mechanism that it named. */
  by: Record<string, number>;
  /** The mechanisms of sessions that were new to the probe, without repetitions. */
  order: string[];
}

function probed(must: string, expected: string, next: string, judge: (record: ProbeRecord) => Observation): Check {
  return check({
    must,
    expected,
    next,
    async observe(world) {
      const answer = await world.app(world.names.CLUSTER_A, 'migrate', 'probe').ask('');
      return whenAnswered(answer, (body) => judge(body as unknown as ProbeRecord));
    },
  });
}

/** The probe has had answers from pods of that mechanism. */
export function probeHasMet(mechanism: 'IRSA' | 'EKS Pod Identity'): Check {
  return probed(
    `the probe has met the app on ${mechanism}`,
    `one answer or more by ${mechanism}`,
    'Look at the probe: bash labs/ask-app.sh "$CLUSTER_A" migrate probe ""',
    ({ by }) => {
      const seen = Object.entries(by).map(([name, answers]) => `${name}: ${answers} answers`);
      // The probe asks on; what it has not met now it may meet in a moment.
      return { ok: (by[mechanism] ?? 0) > 0, seen: seen.join(', ') || 'no answers yet', settling: true };
    },
  );
}

/** New sessions came by Pod Identity, then by IRSA again, then by Pod Identity again. */
export const wentBackAndForth = probed(
  'the app went back to IRSA once, and forth again',
  'sessions by EKS Pod Identity, IRSA, EKS Pod Identity, in this order',
  'Delete the association, wait for the webhook, make the pods anew; then create it again and do the same.',
  ({ order }) => {
    const ok = order.join().endsWith('EKS Pod Identity,IRSA,EKS Pod Identity');
    return { ok, seen: order.join(', ') || 'no sessions yet', settling: true };
  },
);

/** Not one request went wrong since the probe began. */
export const probeNeverFailed = probed(
  'the probe never had to wait in vain',
  '100 requests or more, and no failures',
  'The log says when and what: kubectl -n migrate logs deployment/probe. To measure again: npm run lab:clean -- 17',
  ({ requests, failures, lastFailure }) => {
    const seen = `requests: ${requests}, failures: ${failures}${lastFailure ? `, the last at ${lastFailure}` : ''}`;
    return { ok: requests >= 100 && failures === 0, seen, settling: failures === 0 };
  },
);

async function podsOfAccount(world: World): Promise<KubeObject[]> {
  const pods = await livingPods(world.kube(world.names.CLUSTER_A), 'migrate');
  return pods.filter(({ spec }) => (spec as { serviceAccountName?: string }).serviceAccountName === 'app');
}

const sets = (pod: KubeObject, variable: string) => variableOf(pod, variable) !== undefined;

/** The webhook's label would not do: a pod that has both kinds of variables carries it, and uses IRSA. facts B.1, E */
export const everyPodMoved = check({
  must: 'no pod of migrate/app stayed behind',
  expected: `each pod with ${POD_IDENTITY_VARIABLE} in its spec, and without ${IRSA_VARIABLE}`,
  next: 'Older pods: rollout restart. Pods made anew that still have it: look for the variable in their Deployment.',
  async observe(world) {
    const pods = await podsOfAccount(world);
    const behind = pods.filter((pod) => sets(pod, IRSA_VARIABLE) || !sets(pod, POD_IDENTITY_VARIABLE));
    const names = behind.map((pod) => `${pod.metadata.name} ${describe(pod)}`);
    return { ok: pods.length > 0 && behind.length === 0, seen: names.join(', ') || `pods: ${pods.length}, all moved` };
  },
});

const describe = (pod: KubeObject) =>
  sets(pod, IRSA_VARIABLE) ? `has ${IRSA_VARIABLE}` : `lacks ${POD_IDENTITY_VARIABLE}`;

export const accountIsPlain = check({
  must: 'migrate/app carries no annotation of IRSA',
  expected: 'the service account without eks.amazonaws.com/role-arn',
  next: 'kubectl -n migrate annotate serviceaccount app eks.amazonaws.com/role-arn-',
  async observe(world) {
    const account = await world.kube(world.names.CLUSTER_A).find(`${NAMESPACE}/serviceaccounts/app`);
    if (!account) return { ok: false, seen: 'no service account migrate/app' };
    const seen = account.metadata.annotations?.['eks.amazonaws.com/role-arn'];
    return { ok: seen === undefined, seen: seen ?? 'no such annotation' };
  },
});

export const trustsNoProvider = check({
  must: '$MIGRATE_ROLE trusts no OIDC provider any more',
  expected: 'pods.eks.amazonaws.com as the only principal',
  next: 'Take the statement with Principal.Federated out: aws iam update-assume-role-policy',
  async observe(world) {
    const trust = await trustOf(world, world.names.MIGRATE_ROLE);
    if (!trust) return { ok: false, seen: `no role ${world.names.MIGRATE_ROLE}` };
    const principals = trust.flatMap(({ principal }) => Object.values(principal).flat());
    return { ok: principals.join() === 'pods.eks.amazonaws.com', seen: principals.join(', ') };
  },
});

/** Other labs, and other apps of an account, may need it still. */
export const providerIsNotLeft = check({
  must: 'the OIDC provider of $CLUSTER_A is gone, unless other roles need it',
  expected: 'no provider, or a role whose trust policy names it',
  next: 'aws iam delete-open-id-connect-provider, once no role names it',
  async observe(world) {
    const left = await remaining(world, { providers: ['CLUSTER_A'] });
    return { ok: left.length === 0, seen: left.join() || 'none that nobody needs' };
  },
});
