import type { PodCondition } from 'kubernetes-types/core/v1';
import type { Clock, Ids } from '../../runtime-services.ts';
import { createEventRecorder } from '../kubelet/event-recorder.ts';
import { isFinished, namespaceOf, type Pod } from '../kubelet/pod.ts';
import type { NodeObject } from '../nodes/node-object.ts';
import type { Storage, StorageEvent } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import { refusalOf, unschedulableMessage } from './filter-node.ts';
import { createNodeUsage, type NodeUsage } from './node-usage.ts';

export interface SchedulerOptions {
  storage: Storage;
  clock: Clock;
  ids: Ids;
  /** Told about errors that are bugs of ours. */
  reportError(error: unknown): void;
}

const NAME = 'default-scheduler';
/** The API server's words for a pod that waits for someone to lift its gates. */
const GATED = 'Scheduling is blocked due to non-empty scheduling gates';

/** Gives every pod without a node one that can take it. The returned function ends it. kubernetes pkg/scheduler */
export function startScheduler(options: SchedulerOptions): () => void {
  const { storage, reportError } = options;
  const record = createEventRecorder(options, '');
  const usage = createNodeUsage();
  const waiting = new Map<string, Pod>();
  let isDue = false;

  function see({ type, resource, object }: Pick<StorageEvent, 'type' | 'resource' | 'object'>): void {
    if (resource === 'nodes') later();
    if (resource !== 'pods') return;
    const pod = object as Pod;
    const hadPlace = type === 'DELETED' || isFinished(pod) ? usage.forget(pod) : false;
    if (type !== 'DELETED') usage.set(pod);
    const isWaiting = type !== 'DELETED' && isOurs(pod);
    if (isWaiting) waiting.set(pod.metadata.uid, pod);
    else waiting.delete(pod.metadata.uid);
    if (isWaiting || hadPlace) later();
  }

  /** After the write that an event is about, not inside of it: its transaction may still be open. */
  function later(): void {
    if (isDue || waiting.size === 0) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      try {
        for (const pod of [...waiting.values()]) schedule(pod, { ...options, usage, record });
      } catch (error) {
        reportError(error);
      }
    });
  }

  const unwatch = storage.watch(see);
  for (const object of storage.list('pods')) see({ type: 'ADDED', resource: 'pods', object });
  return unwatch;
}

/** Other schedulers do not exist here: their pods wait. */
const isOurs = (pod: Pod) =>
  !pod.spec.nodeName &&
  !isFinished(pod) &&
  (pod.spec.schedulerName ?? NAME) === NAME &&
  !pod.metadata.deletionTimestamp;

interface Scheduling extends SchedulerOptions {
  usage: NodeUsage;
  record: ReturnType<typeof createEventRecorder>;
}

function schedule(seen: Pod, scheduling: Scheduling): void {
  const { storage, usage } = scheduling;
  const pod = storage.get('pods', seen.metadata.namespace, seen.metadata.name) as Pod | undefined;
  if (pod?.metadata.uid !== seen.metadata.uid || !isOurs(pod)) return;
  const nodes = storage.list('nodes') as NodeObject[];
  const considered = nodes.map((node) => ({ node, refusal: refusalOf(pod, node, usage.of(node.metadata.name)) }));
  const fitting = considered.filter(({ refusal }) => !refusal).map(({ node }) => node.metadata.name);
  const [chosen] = fitting.sort(byPods(usage));
  const refusals = considered.flatMap(({ refusal }) => refusal ?? []);
  if (pod.spec.schedulingGates?.length) tellUnscheduled(pod, 'SchedulingGated', GATED, scheduling);
  else if (chosen) assign(pod, chosen, scheduling);
  else tellUnscheduled(pod, 'Unschedulable', unschedulableMessage(refusals), scheduling);
}

function assign(pod: Pod, node: string, { storage, record }: Scheduling): void {
  storage.update('pods', { ...pod, spec: { ...pod.spec, nodeName: node } });
  const message = `Successfully assigned ${namespaceOf(pod)}/${pod.metadata.name} to ${node}`;
  record(pod, { type: 'Normal', reason: 'Scheduled', message }, NAME);
}

/** The emptiest first, so that pods spread. */
const byPods = (usage: NodeUsage) => (left: string, right: string) =>
  (usage.of(left).pods ?? 0) - (usage.of(right).pods ?? 0);

function tellUnscheduled(pod: Pod, reason: string, message: string, { storage, clock, record }: Scheduling): void {
  const conditions = pod.status?.conditions ?? [];
  const before = conditions.find(({ type }) => type === 'PodScheduled');
  if (before?.message === message) return;
  // kubectl looks for the field, even if it is null.
  const lastProbeTime = null as unknown as string;
  const lastTransitionTime = before?.lastTransitionTime ?? timestamp(clock.now());
  const condition: PodCondition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime,
    lastTransitionTime,
    reason,
    message,
  };
  const others = conditions.filter(({ type }) => type !== 'PodScheduled');
  storage.update('pods', { ...pod, status: { phase: 'Pending', ...pod.status, conditions: [...others, condition] } });
  if (reason === 'Unschedulable') record(pod, { type: 'Warning', reason: 'FailedScheduling', message }, NAME);
}
