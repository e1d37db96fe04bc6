import type { Clock } from '../../runtime-services.ts';
import { deleteObject } from '../controllers/delete-object.ts';
import { createEventRecorder } from '../kubelet/event-recorder.ts';
import { isFinished, namespaceOf, type Pod } from '../kubelet/pod.ts';
import { nodeIp, slotOf } from '../nodes/addresses.ts';
import { addressOf, type NodeObject } from '../nodes/node-object.ts';
import type { Storage, StorageEvent } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import { FARGATE_SCHEDULER } from './fargate-admission.ts';
import { fargateNode } from './fargate-node.ts';
import { type FargateProfile, isFargateNode, PROFILE_LABEL } from './fargate-profile.ts';
import { whyNotOnFargate } from './why-not-on-fargate.ts';

export interface FargateOptions {
  storage: Storage;
  clock: Clock;
  cluster: string;
  version: string;
  fargateProfiles?(): FargateProfile[];
  /** Told about errors that are bugs of ours. */
  reportError(error: unknown): void;
}

export interface FargateScheduler {
  /** Pods whose profile is gone go too. EKS API reference, DeleteFargateProfile */
  profilesChanged(): void;
  stop(): void;
}

/** Gives each pod that a profile took a node of its own, and takes the node away with the pod. */
export function startFargateScheduler(options: FargateOptions): FargateScheduler {
  const { storage, reportError } = options;
  const record = createEventRecorder(options, '');

  function see({ type, resource, object }: Pick<StorageEvent, 'type' | 'resource' | 'object'>): void {
    if (resource !== 'pods') return;
    const pod = object as Pod;
    if (pod.spec.schedulerName !== FARGATE_SCHEDULER || (type !== 'DELETED' && !isWaiting(pod))) return;
    // After the write that the event is about, not inside of it: its transaction may still be open.
    queueMicrotask(() => {
      try {
        if (type === 'DELETED') removeNode(storage, pod.spec.nodeName);
        else schedule(pod, options, record);
      } catch (error) {
        reportError(error);
      }
    });
  }

  const unwatch = storage.watch(see);
  removeEmptyNodes(storage);
  for (const object of storage.list('pods')) see({ type: 'ADDED', resource: 'pods', object });
  return { stop: unwatch, profilesChanged: () => deleteOrphans(options) };
}

const isWaiting = (pod: Pod) => !pod.spec.nodeName && !isFinished(pod) && !pod.metadata.deletionTimestamp;

function schedule(seen: Pod, options: FargateOptions, record: ReturnType<typeof createEventRecorder>): void {
  const { storage, clock } = options;
  const pod = storage.get('pods', seen.metadata.namespace, seen.metadata.name) as Pod | undefined;
  if (pod?.metadata.uid !== seen.metadata.uid || !isWaiting(pod)) return;
  const problem = whyNotOnFargate(pod);
  if (problem) {
    record(pod, { type: 'Warning', reason: 'FailedScheduling', message: problem }, FARGATE_SCHEDULER);
    return;
  }
  const instance = freePlace(options);
  const node = storage.create('nodes', fargateNode(instance, options.version, timestamp(clock.now())));
  const { name } = node.metadata;
  storage.update('pods', { ...pod, spec: { ...pod.spec, nodeName: name } });
  const message = `Successfully assigned ${namespaceOf(pod)}/${pod.metadata.name} to ${name}`;
  record(pod, { type: 'Normal', reason: 'Scheduled', message }, FARGATE_SCHEDULER);
}

/** Far from the places that node groups fill. */
const FIRST_SLOT = 100;

function freePlace({ storage, cluster }: FargateOptions): { slot: number; ip: string } {
  const taken = new Set((storage.list('nodes') as NodeObject[]).map((node) => slotOf(addressOf(node))));
  let slot = FIRST_SLOT;
  while (taken.has(slot)) slot += 1;
  return { slot, ip: nodeIp(cluster, slot) };
}

function removeNode(storage: Storage, name = ''): void {
  const node = storage.get('nodes', undefined, name);
  if (node && isFargateNode(node)) storage.remove('nodes', undefined, name);
}

function removeEmptyNodes(storage: Storage): void {
  const taken = new Set((storage.list('pods') as Pod[]).map(({ spec }) => spec.nodeName));
  for (const { metadata } of storage.list('nodes')) if (!taken.has(metadata.name)) removeNode(storage, metadata.name);
}

function deleteOrphans({ storage, clock, fargateProfiles }: FargateOptions): void {
  const names = new Set(fargateProfiles?.().map(({ name }) => name));
  for (const pod of storage.list('pods') as Pod[]) {
    if (pod.spec.schedulerName !== FARGATE_SCHEDULER || names.has(pod.metadata.labels?.[PROFILE_LABEL] ?? '')) continue;
    deleteObject(storage, clock, 'pods', pod);
  }
}
