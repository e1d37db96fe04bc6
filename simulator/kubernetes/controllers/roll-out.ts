import type { ControllerContext } from './controller.ts';
import { oldReplicaSets } from './revisions.ts';
import { limitsOf, newSetReplicas, oldSetsReplicas, type SetSize } from './rollout-plan.ts';
import { type Deployment, isActive, type Pod, REPLICA_SETS, type ReplicaSet } from './workloads.ts';

/**
 * One step from the old ReplicaSets to the new one; the next follows when they report what became of it.
 * kubernetes deployment/rolling.go, recreate.go
 */
export function rollOut(deployment: Deployment, newSet: ReplicaSet, context: ControllerContext): void {
  const oldSets = oldReplicaSets(deployment, context);
  if (deployment.spec.strategy?.type === 'Recreate') {
    for (const set of oldSets) scale(deployment, set, 0, context);
    if (!oldSets.some((set) => hasPods(set, context)))
      scale(deployment, newSet, deployment.spec.replicas ?? 1, context);
    return;
  }
  const limits = limitsOf(deployment.spec);
  const wanted = newSetReplicas(limits, sizeOf(newSet), oldSets.map(sizeOf));
  scale(deployment, newSet, wanted, context);
  const kept = oldSetsReplicas(limits, { ...sizeOf(newSet), replicas: wanted }, oldSets.map(sizeOf));
  oldSets.forEach((set, index) => {
    scale(deployment, set, kept[index] ?? 0, context);
  });
}

const sizeOf = ({ spec, status }: ReplicaSet): SetSize => ({
  replicas: spec.replicas ?? 1,
  available: Math.min(status?.availableReplicas ?? 0, spec.replicas ?? 1),
});

/** Gives a ReplicaSet another size, and says so. */
export function scale(deployment: Deployment, set: ReplicaSet, replicas: number, context: ControllerContext): void {
  const { storage, record } = context;
  const { replicas: before = 1 } = set.spec;
  if (before === replicas) return;
  const message = `Scaled ${replicas > before ? 'up' : 'down'} replica set ${set.metadata.name} from ${before} to ${replicas}`;
  record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message }, 'deployment-controller');
  storage.update(REPLICA_SETS, { ...set, spec: { ...set.spec, replicas } });
}

/** Recreate waits for pods that are still on their way out as well. */
function hasPods(set: ReplicaSet, { storage }: ControllerContext): boolean {
  const pods = storage.list('pods', set.metadata.namespace) as Pod[];
  return pods.some(
    (pod) =>
      pod.metadata.ownerReferences?.some((owner) => owner.uid === set.metadata.uid) &&
      (isActive(pod) || pod.metadata.deletionTimestamp !== undefined),
  );
}
