import { type Check, check, type Observation } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';
import { isReady } from '../kit/pod-view.ts';
import { livingPods } from '../kit/pods.ts';
import type { World } from '../kit/world.ts';
import { type Trace, trace } from './trail.ts';

const podsOf = (world: World, selector: string) => livingPods(world.kube(world.names.CLUSTER_A), 'audit', selector);

/** Three suspects: with one pod there would be nothing to find out. */
export function threeRun(app: 'worker' | 'worker-irsa'): Check {
  return check({
    must: `three pods of audit/${app} run`,
    expected: 'three ready pods',
    next: `kubectl --context "$CLUSTER_A" apply -f labs/18-audit/${app}.yaml`,
    async observe(world) {
      const pods = await podsOf(world, `app=${app}`);
      const ready = pods.filter(isReady).length;
      return { ok: ready >= 3, seen: `${ready} of ${pods.length} ready`, settling: pods.length > ready };
    },
  });
}

const tableIn = (name: string) => `"tableName":"${name}"`;

/** By IRSA the trail ends at the service account: that event says nothing of a pod. facts A.8 */
export const trailEndsAtAccount = check({
  must: 'the trail of $AUDIT_IRSA_TABLE ends at audit/worker-irsa, and at no pod',
  expected: 'DeleteTable, then AssumeRoleWithWebIdentity of system:serviceaccount:audit:worker-irsa',
  next: 'Delete the table from a pod of worker-irsa, and wait: events take minutes on AWS.',
  async observe(world) {
    const table = world.names.AUDIT_IRSA_TABLE;
    const found = await trace(world, 'DeleteTable', tableIn(table), 'AssumeRoleWithWebIdentity');
    if (!found) return { ok: false, seen: `no event DeleteTable of ${table}` };
    if (!found.session) return { ok: false, seen: 'who deleted it has no session by IRSA' };
    const { userName = 'nobody' } = found.session.userIdentity;
    const pods = await podsOf(world, 'app=worker-irsa');
    if (pods.length === 0) return { ok: false, seen: 'no pods of audit/worker-irsa' };
    const named = pods.filter(({ metadata }) => found.session?.text.includes(metadata.name));
    const seen = `${userName}${named.map(({ metadata }) => `, ${metadata.name}`).join('')}`;
    return { ok: seen === 'system:serviceaccount:audit:worker-irsa', seen };
  },
});

function podTrace(
  call: string,
  text: (names: Names) => string,
  judge: (found: Trace, world: World) => Promise<Observation>,
) {
  return async (world: World): Promise<Observation> => {
    const found = await trace(world, call, text(world.names), 'AssumeRole');
    if (!found) return { ok: false, seen: `no event ${call}` };
    if (!found.session) return { ok: false, seen: 'who did it has no session by Pod Identity' };
    if (!found.tags['kubernetes-pod-uid']) return { ok: false, seen: 'its session has no tags' };
    return judge(found, world);
  };
}

/** By Pod Identity the session's tags name the pod. facts B.6 */
export const trailLeadsToPod = check({
  must: 'the trail of the tags on $AUDIT_BUCKET leads to one pod of audit/worker',
  expected: 'PutBucketTagging, then AssumeRole with the tags kubernetes-pod-name and kubernetes-pod-uid',
  next: 'Let a pod of worker tag the bucket, with session tags on, and wait: events take minutes on AWS.',
  observe: podTrace(
    'PutBucketTagging',
    ({ AUDIT_BUCKET }) => AUDIT_BUCKET,
    async ({ tags }, world) => {
      if ((await podsOf(world, 'app=worker')).length === 0) return { ok: false, seen: 'no pods of audit/worker' };
      const seen = `${tags['kubernetes-namespace']}/${tags['kubernetes-service-account']}, pod ${tags['kubernetes-pod-name']}`;
      return { ok: seen.startsWith('audit/worker, pod worker-'), seen };
    },
  ),
});

/** What is seen never says who it was: that is for the learner to find out. */
export const culpritIsLabelled = check({
  must: 'the pod that deleted $AUDIT_TABLE carries culprit=yes, and no other',
  expected: 'one pod with that label: the one whose uid is in the trail',
  next: 'From DeleteTable to the access key, from there to AssumeRole and its tags; then kubectl -n audit label pod. Is that pod gone? bash labs/18-audit/incident.sh',
  observe: podTrace(
    'DeleteTable',
    ({ AUDIT_TABLE }) => tableIn(AUDIT_TABLE),
    async ({ tags }, world) => {
      const labelled = await podsOf(world, 'culprit=yes');
      const names = labelled.map(({ metadata }) => metadata.name).join(', ');
      const [only] = labelled;
      if (only === undefined) return { ok: false, seen: 'no pod with the label culprit=yes' };
      if (labelled.length > 1) return { ok: false, seen: `several pods with the label: ${names}` };
      const ok = only.metadata.uid === tags['kubernetes-pod-uid'];
      return {
        ok,
        seen: ok ? `${names}, as the trail says` : `${names} carries the label; the trail names another pod`,
      };
    },
  ),
});
