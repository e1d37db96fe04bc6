import type { KubeObject } from '../storage.ts';
import { claim, claimantKeys } from './claim.ts';
import { type Controller, type ControllerContext, findByKey, keyOf } from './controller.ts';
import { deploymentStatus, progressDeadlineMs } from './deployment-status.ts';
import { ensureNewReplicaSet, trimHistory } from './revisions.ts';
import { rollOut } from './roll-out.ts';
import { isScaling, scaleSets } from './scale-sets.ts';
import { controllerKeys, DEPLOYMENTS, type Deployment, REPLICA_SETS } from './workloads.ts';

/** Rolls a Deployment's pods from one template to the next. kubernetes pkg/controller/deployment */
export function deploymentController(context: ControllerContext): Controller {
  const { storage } = context;
  return {
    keysFor({ type, resource, object }) {
      if (resource === DEPLOYMENTS) return [keyOf(object)];
      // Recreate waits for the end of the old pods, which their ReplicaSet has ceased to count before.
      if (resource === 'pods') return type === 'DELETED' ? keysOfDeployment(object, context) : [];
      return resource === REPLICA_SETS ? claimantKeys(object, 'Deployment', DEPLOYMENTS, storage) : [];
    },
    allKeys: () => storage.list(DEPLOYMENTS).map(keyOf),
    reconcile(key) {
      const deployment = findDeployment(key, context);
      if (!deployment || deployment.metadata.deletionTimestamp) return undefined;
      claim(deployment, REPLICA_SETS, storage);
      if (deployment.spec.paused || isScaling(deployment, context)) scaleSets(deployment, context);
      else proceed(deployment, context);
      return writeStatus(key, context);
    },
  };
}

function proceed(deployment: Deployment, context: ControllerContext): void {
  const newSet = ensureNewReplicaSet(deployment, context);
  rollOut(deployment, newSet, context);
  trimHistory(deployment, context);
}

const findDeployment = (key: string, { storage }: ControllerContext) =>
  findByKey(storage, DEPLOYMENTS, key) as Deployment | undefined;

/** The Deployment behind a pod: its ReplicaSet's controller. */
function keysOfDeployment(pod: KubeObject, { storage }: ControllerContext): string[] {
  return controllerKeys(pod, 'ReplicaSet')
    .flatMap((key) => findByKey(storage, REPLICA_SETS, key) ?? [])
    .flatMap((set) => controllerKeys(set, 'Deployment'));
}

/** Answers when to look again, should the rollout make no progress until then. */
function writeStatus(key: string, context: ControllerContext): number | undefined {
  const deployment = findDeployment(key, context);
  if (!deployment) return undefined;
  const status = deploymentStatus(deployment, context);
  context.storage.update(DEPLOYMENTS, { ...deployment, status });
  return progressDeadlineMs({ ...deployment, status }, context.clock);
}
