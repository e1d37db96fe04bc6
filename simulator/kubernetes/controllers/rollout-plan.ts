import type { DeploymentSpec } from 'kubernetes-types/apps/v1';

/** A ReplicaSet as the arithmetic sees it. */
export interface SetSize {
  /** As specified. */
  replicas: number;
  available: number;
}

export interface RolloutLimits {
  desired: number;
  maxSurge: number;
  maxUnavailable: number;
}

/** Percentages of the desired number: the surge is rounded up, the unavailable down. kubernetes util/intstr, deployment_util.go */
export function limitsOf({ replicas: desired = 1, strategy }: DeploymentSpec): RolloutLimits {
  if (strategy?.type === 'Recreate') return { desired, maxSurge: 0, maxUnavailable: 0 };
  const rolling = strategy?.rollingUpdate;
  const maxSurge = Math.ceil(resolve(rolling?.maxSurge ?? '25%', desired));
  const maxUnavailable = Math.floor(resolve(rolling?.maxUnavailable ?? '25%', desired));
  // With neither, nothing could move.
  return { desired, maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

const resolve = (value: number | string, desired: number) =>
  typeof value === 'number' ? value : (Number.parseInt(value, 10) * desired) / 100;

/** How many pods the new ReplicaSet may have now. deployment_util.go NewRSNewReplicas */
export function newSetReplicas({ desired, maxSurge }: RolloutLimits, newSet: SetSize, oldSets: SetSize[]): number {
  if (newSet.replicas >= desired) return desired;
  const room = Math.max(0, desired + maxSurge - total([newSet, ...oldSets]));
  return newSet.replicas + Math.min(room, desired - newSet.replicas);
}

/**
 * How many pods each old ReplicaSet may keep now; unhealthy ones go first, since nobody misses them.
 * deployment/rolling.go reconcileOldReplicaSets
 */
export function oldSetsReplicas(limits: RolloutLimits, newSet: SetSize, oldSets: SetSize[]): number[] {
  const minAvailable = limits.desired - limits.maxUnavailable;
  const newUnavailable = newSet.replicas - newSet.available;
  const removable = total([newSet, ...oldSets]) - minAvailable - newUnavailable;
  const healthy = takeFrom(oldSets, removable, (set) => set.replicas - set.available);
  const spare = available([newSet, ...healthy]) - minAvailable;
  const stillRemovable = removable - (total(oldSets) - total(healthy));
  return takeFrom(healthy, Math.min(spare, stillRemovable), (set) => set.replicas).map((set) => set.replicas);
}

/** Takes `amount` pods away, from each set in turn at most what `removableOf` says. */
function takeFrom(sets: SetSize[], amount: number, removableOf: (set: SetSize) => number): SetSize[] {
  let left = Math.max(0, amount);
  return sets.map((set) => {
    const taken = Math.min(left, removableOf(set));
    left -= taken;
    return { ...set, replicas: set.replicas - taken };
  });
}

const total = (sets: SetSize[]) => sets.reduce((sum, set) => sum + set.replicas, 0);

const available = (sets: SetSize[]) => sets.reduce((sum, set) => sum + Math.min(set.available, set.replicas), 0);
