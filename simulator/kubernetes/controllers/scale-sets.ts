import type { ControllerContext } from './controller.ts';
import { desiredOf, maxReplicasOf, replicaSetsOf, withReplicaAnnotations } from './revisions.ts';
import { scale } from './roll-out.ts';
import { limitsOf } from './rollout-plan.ts';
import type { Deployment, ReplicaSet } from './workloads.ts';

/** Whether the number of replicas has changed since the ReplicaSets were last made to fit. deployment/sync.go isScalingEvent */
export function isScaling(deployment: Deployment, context: ControllerContext): boolean {
  return activeSets(deployment, context).some((set) => {
    const desired = desiredOf(set);
    return desired !== undefined && desired !== (deployment.spec.replicas ?? 1);
  });
}

/**
 * Makes the ReplicaSets fit a changed number of replicas, without moving pods between them: each in proportion to its
 * size. kubernetes deployment/sync.go scale
 */
export function scaleSets(deployment: Deployment, context: ControllerContext): void {
  const { replicas: desired = 1 } = deployment.spec;
  const sets = activeSets(deployment, context);
  const only = sets.length > 0 ? sets : replicaSetsOf(deployment, context).slice(-1);
  const shares = only.length === 1 ? [desired] : sharesOf(only, deployment);
  only.forEach((set, index) => {
    const annotated = withReplicaAnnotations(set, deployment, context);
    scale(deployment, annotated, shares[index] ?? 0, context);
  });
}

/** Largest first; of equal ones the newest gets more, the oldest less. ReplicaSetsBySizeNewer */
function activeSets(deployment: Deployment, context: ControllerContext): ReplicaSet[] {
  return replicaSetsOf(deployment, context)
    .filter(({ spec }) => (spec.replicas ?? 1) > 0)
    .reverse()
    .sort((left, right) => (right.spec.replicas ?? 1) - (left.spec.replicas ?? 1));
}

/** What is left over by rounding goes to the largest. GetReplicaSetProportion */
function sharesOf(sets: ReplicaSet[], { spec }: Deployment): number[] {
  const { desired, maxSurge } = limitsOf(spec);
  const allowed = desired > 0 ? desired + maxSurge : 0;
  const sizes = sets.map((set) => set.spec.replicas ?? 1);
  const toAdd = allowed - sum(sizes);
  let added = 0;
  const shares = sets.map((set, index) => {
    const size = sizes[index] ?? 0;
    const fraction = Math.round((size * allowed) / (maxReplicasOf(set) ?? allowed)) - size;
    const left = toAdd - added;
    const share = toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
    added += share;
    return size + share;
  });
  return shares.map((share, index) => Math.max(0, index === 0 ? share + toAdd - added : share));
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
