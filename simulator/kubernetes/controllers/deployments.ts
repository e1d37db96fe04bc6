import type { KubeObject } from '../storage.ts';
import { type Controller, type ControllerContext, findByKey, keyOf } from './controller.ts';
import { deploymentStatus, progressDeadlineMs } from './deployment-status.ts';
import { ensureNewReplicaSet, oldReplicaSets, trimHistory } from './revisions.ts';
import { limitsOf, newSetReplicas, oldSetsReplicas, type SetSize } from './rollout-plan.ts';
import {
  controllerKeys,
  DEPLOYMENTS,
  type Deployment,
  isActive,
  type Pod,
  REPLICA_SETS,
  type ReplicaSet,
} from './workloads.ts';

/** Rolls a Deployment's pods from one template to the next. kubernetes pkg/controller/deployment */
export function deploymentController(context: ControllerContext): Controller {
  const { storage } = context;
  return {
    keysFor({ type, resource, object }) {
      if (resource === DEPLOYMENTS) return [keyOf(object)];
      // Recreate waits for the end of the old pods, which their ReplicaSet has ceased to count before.
      if (resource === 'pods') return type === 'DELETED' ? keysOfDeployment(object, context) : [];
      return resource === REPLICA_SETS ? controllerKeys(object, 'Deployment') : [];
    },
    allKeys: () => storage.list(DEPLOYMENTS).map(keyOf),
    reconcile(key) {
      const deployment = findDeployment(key, context);
      if (!deployment || deployment.metadata.deletionTimestamp) return undefined;
      const newSet = ensureNewReplicaSet(deployment, context);
      if (newSet && !deployment.spec.paused) rollOut(deployment, newSet, context);
      trimHistory(deployment, context);
      return writeStatus(key, context);
    },
  };
}

const findDeployment = (key: string, { storage }: ControllerContext) =>
  findByKey(storage, DEPLOYMENTS, key) as Deployment | undefined;

/** The Deployment behind a pod: its ReplicaSet's controller. */
function keysOfDeployment(pod: KubeObject, { storage }: ControllerContext): string[] {
  return controllerKeys(pod, 'ReplicaSet')
    .flatMap((key) => findByKey(storage, REPLICA_SETS, key) ?? [])
    .flatMap((set) => controllerKeys(set, 'Deployment'));
}

/** One step; the next follows when the ReplicaSets report what became of it. */
function rollOut(deployment: Deployment, newSet: ReplicaSet, context: ControllerContext): void {
  const oldSets = oldReplicaSets(deployment, context);
  if (deployment.spec.strategy?.type === 'Recreate') {
    for (const set of oldSets) scale(set, 0, context);
    if (!oldSets.some((set) => hasPods(set, context))) scale(newSet, deployment.spec.replicas ?? 1, context);
    return;
  }
  const limits = limitsOf(deployment.spec);
  const wanted = newSetReplicas(limits, sizeOf(newSet), oldSets.map(sizeOf));
  if (wanted !== newSet.spec.replicas) scale(newSet, wanted, context);
  const kept = oldSetsReplicas(limits, { ...sizeOf(newSet), replicas: wanted }, oldSets.map(sizeOf));
  oldSets.forEach((set, index) => {
    scale(set, kept[index] ?? 0, context);
  });
}

const sizeOf = ({ spec, status }: ReplicaSet): SetSize => ({
  replicas: spec.replicas ?? 1,
  available: Math.min(status?.availableReplicas ?? 0, spec.replicas ?? 1),
});

function scale(set: ReplicaSet, replicas: number, { storage }: ControllerContext): void {
  if (set.spec.replicas === replicas) return;
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

/** Answers when to look again, should the rollout make no progress until then. */
function writeStatus(key: string, context: ControllerContext): number | undefined {
  const deployment = findDeployment(key, context);
  if (!deployment) return undefined;
  const status = deploymentStatus(deployment, context);
  context.storage.update(DEPLOYMENTS, { ...deployment, status });
  return progressDeadlineMs({ ...deployment, status }, context.clock);
}
