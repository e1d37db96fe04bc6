import type { NodeObject } from '../nodes/node-object.ts';
import { StatusError } from '../status-error.ts';
import { availabilityOf } from './availability.ts';
import { claim, claimantKeys } from './claim.ts';
import { type Controller, type ControllerContext, findByKey, keyOf } from './controller.ts';
import { keepRevision, REVISION_LABEL } from './controller-revisions.ts';
import { nodeOfDaemon, onNode, runsOn } from './daemon-placement.ts';
import { deleteObject } from './delete-object.ts';
import { podFromTemplate } from './pod-from-template.ts';
import { podTemplateHash } from './pod-template-hash.ts';
import { controlledBy, DAEMON_SETS, type DaemonSet, isActive, isReady, type Pod } from './workloads.ts';

/** Keeps a pod on every node that can take it. kubernetes pkg/controller/daemon */
export function daemonSetController(context: ControllerContext): Controller {
  const { storage } = context;
  const allKeys = () => storage.list(DAEMON_SETS).map(keyOf);
  return {
    keysFor({ type, resource, object }) {
      if (resource === DAEMON_SETS) return [keyOf(object)];
      if (resource === 'pods') return claimantKeys(object, 'DaemonSet', DAEMON_SETS, storage);
      if (resource === 'nodes') return allKeys();
      // Pods that were refused for want of their service account can be made now.
      return resource === 'serviceaccounts' && type === 'ADDED' ? allKeys() : [];
    },
    allKeys,
    async reconcile(key) {
      const set = findByKey(storage, DAEMON_SETS, key) as DaemonSet | undefined;
      if (!set || set.metadata.deletionTimestamp) return undefined;
      claim(set, 'pods', storage);
      keepRevision(set, context);
      await adjustPods(set, context);
      return writeStatus(key, context);
    },
  };
}

async function adjustPods(set: DaemonSet, context: ControllerContext): Promise<void> {
  for (const pod of activePods(set, context).filter((one) => isOutdated(one, set) || isMisplaced(one, set, context))) {
    deleteObject(context.storage, context.clock, 'pods', pod);
    note(set, context, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  }
  const covered = new Set(activePods(set, context).map(nodeOfDaemon));
  try {
    for (const { metadata } of nodesFor(set, context)) {
      if (covered.has(metadata.name)) continue;
      const pod = await context.createPod(onNode(podOf(set), metadata.name));
      note(set, context, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    note(set, context, 'FailedCreate', `Error creating: ${error.message}`);
  }
}

/** With the strategy OnDelete pods stay as they are until someone deletes them. */
function isOutdated({ metadata }: Pod, { spec }: DaemonSet): boolean {
  return (
    spec.updateStrategy?.type !== 'OnDelete' && metadata.labels?.[REVISION_LABEL] !== podTemplateHash(spec.template)
  );
}

/** On a node that has gone, or that has since been given a taint that it does not bear. */
function isMisplaced(pod: Pod, set: DaemonSet, context: ControllerContext): boolean {
  return !nodesFor(set, context).some(({ metadata }) => metadata.name === nodeOfDaemon(pod));
}

const nodesFor = (set: DaemonSet, { storage }: ControllerContext) =>
  (storage.list('nodes') as NodeObject[]).filter((node) => runsOn(set, node));

function podOf(set: DaemonSet) {
  const pod = podFromTemplate(set);
  const labels = { ...pod.metadata.labels, [REVISION_LABEL]: podTemplateHash(set.spec.template) };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}

function note(set: DaemonSet, { record }: ControllerContext, reason: string, message: string): void {
  record(set, { type: reason === 'FailedCreate' ? 'Warning' : 'Normal', reason, message }, 'daemonset-controller');
}

const activePods = (set: DaemonSet, { storage }: ControllerContext) =>
  (controlledBy(set, 'pods', storage) as Pod[]).filter(isActive);

/** Answers when the next pod counts as available. */
function writeStatus(key: string, context: ControllerContext): number | undefined {
  const set = findByKey(context.storage, DAEMON_SETS, key) as DaemonSet | undefined;
  if (!set) return undefined;
  const pods = activePods(set, context);
  const hash = podTemplateHash(set.spec.template);
  const ready = pods.filter(isReady).length;
  const updated = pods.filter(({ metadata }) => metadata.labels?.[REVISION_LABEL] === hash).length;
  const desired = nodesFor(set, context).length;
  const { available, nextInMs } = availabilityOf(pods, set.spec.minReadySeconds, context.clock.now());
  context.storage.update(DAEMON_SETS, {
    ...set,
    status: {
      currentNumberScheduled: pods.length,
      numberMisscheduled: 0,
      desiredNumberScheduled: desired,
      numberReady: ready,
      observedGeneration: set.metadata.generation,
      ...(updated > 0 && { updatedNumberScheduled: updated }),
      ...(available > 0 && { numberAvailable: available }),
      ...(desired > available && { numberUnavailable: desired - available }),
    },
  });
  return nextInMs;
}
