import type { ReplicaSetCondition } from 'kubernetes-types/apps/v1';
import { StatusError } from '../status-error.ts';
import { timestamp } from '../timestamp.ts';
import { availabilityOf } from './availability.ts';
import { claim, claimantKeys } from './claim.ts';
import { type Controller, type ControllerContext, findByKey, keyOf } from './controller.ts';
import { deleteObject } from './delete-object.ts';
import { podFromTemplate } from './pod-from-template.ts';
import { controlledBy, isActive, isReady, type Pod, REPLICA_SETS, type ReplicaSet } from './workloads.ts';

const FAILED = 'FailedCreate';

/** Keeps as many pods as a ReplicaSet asks for. kubernetes pkg/controller/replicaset */
export function replicaSetController(context: ControllerContext): Controller {
  const { storage } = context;
  return {
    keysFor({ type, resource, object }) {
      if (resource === REPLICA_SETS) return [keyOf(object)];
      if (resource === 'pods') return claimantKeys(object, 'ReplicaSet', REPLICA_SETS, storage);
      // Pods that were refused for want of their service account can be made now.
      if (resource === 'serviceaccounts' && type === 'ADDED') {
        return storage.list(REPLICA_SETS, object.metadata.namespace).map(keyOf);
      }
      return [];
    },
    allKeys: () => storage.list(REPLICA_SETS).map(keyOf),
    async reconcile(key) {
      const set = findByKey(storage, REPLICA_SETS, key) as ReplicaSet | undefined;
      if (!set || set.metadata.deletionTimestamp) return undefined;
      claim(set, 'pods', storage);
      const failure = await adjustPods(set, context);
      return writeStatus(key, failure, context);
    },
  };
}

/** Makes or deletes pods; answers why a pod could not be made. */
async function adjustPods(set: ReplicaSet, context: ControllerContext): Promise<StatusError | undefined> {
  const active = activePods(set, context);
  const missing = (set.spec.replicas ?? 1) - active.length;
  for (const pod of active.sort(byDispensability).slice(0, Math.max(0, -missing))) {
    deleteObject(context.storage, context.clock, 'pods', pod);
    note(set, context, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  }
  try {
    for (let made = 0; made < missing; made += 1) {
      const { metadata } = await context.createPod(podFromTemplate(set));
      note(set, context, 'SuccessfulCreate', `Created pod: ${metadata.name}`);
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    note(set, context, FAILED, `Error creating: ${error.message}`);
    return error;
  }
  return undefined;
}

function note(set: ReplicaSet, { record }: ControllerContext, reason: string, message: string): void {
  record(set, { type: reason === FAILED ? 'Warning' : 'Normal', reason, message }, 'replicaset-controller');
}

const activePods = (set: ReplicaSet, { storage }: ControllerContext) =>
  (controlledBy(set, 'pods', storage) as Pod[]).filter(isActive);

/** Which pods to delete first: not on a node, not ready, youngest. kubernetes controller_utils.go ActivePodsWithRanks */
function byDispensability(left: Pod, right: Pod): number {
  return (
    Number(Boolean(left.spec.nodeName)) - Number(Boolean(right.spec.nodeName)) ||
    Number(isReady(left)) - Number(isReady(right)) ||
    right.metadata.creationTimestamp.localeCompare(left.metadata.creationTimestamp)
  );
}

/** Answers when the next pod counts as available. */
function writeStatus(key: string, failure: StatusError | undefined, context: ControllerContext): number | undefined {
  const set = findByKey(context.storage, REPLICA_SETS, key) as ReplicaSet | undefined;
  if (!set) return undefined;
  const pods = activePods(set, context);
  const ready = pods.filter(isReady).length;
  const { available, nextInMs } = availabilityOf(pods, set.spec.minReadySeconds, context.clock.now());
  const conditions = failureConditions(set, failure, context);
  context.storage.update(REPLICA_SETS, {
    ...set,
    status: {
      replicas: pods.length,
      ...(pods.length > 0 && { fullyLabeledReplicas: pods.length }),
      ...(ready > 0 && { readyReplicas: ready }),
      ...(available > 0 && { availableReplicas: available }),
      observedGeneration: set.metadata.generation,
      ...(conditions.length > 0 && { conditions }),
    },
  });
  return nextInMs;
}

function failureConditions(
  set: ReplicaSet,
  failure: StatusError | undefined,
  { clock }: ControllerContext,
): ReplicaSetCondition[] {
  if (!failure) return [];
  const known = set.status?.conditions?.find((condition) => condition.message === failure.message);
  if (known) return [known];
  const lastTransitionTime = timestamp(clock.now());
  return [{ type: 'ReplicaFailure', status: 'True', reason: FAILED, message: failure.message, lastTransitionTime }];
}
