import { LOWER_ALPHANUMERIC } from '../../runtime-services.ts';
import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { KubeletOptions } from './kubelet.ts';
import { namespaceOf, type Pod } from './pod.ts';

export interface PodEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** The container that it is about. */
  container?: string;
}

/** Writes Event objects about pods; the same event again raises `count`. */
export type EventRecorder = (pod: Pod, event: PodEvent, component?: string) => void;

/** The API server's default for --event-ttl. */
const TTL_MS = 3_600_000;

export function createEventRecorder(
  { storage, clock, ids }: Pick<KubeletOptions, 'storage' | 'clock' | 'ids'>,
  nodeName: string,
): EventRecorder {
  const isAccepting = (namespace: string) => {
    const found = storage.get('namespaces', undefined, namespace);
    // Nothing new enters a namespace that is going away; its controller counts what is left.
    return found !== undefined && found.metadata.deletionTimestamp === undefined;
  };
  const forgetOld = (events: KubeObject[], now: number) => {
    const old = events.filter((event) => Date.parse(String(event.lastTimestamp)) < now - TTL_MS);
    for (const { metadata } of old) storage.remove('events', metadata.namespace, metadata.name);
  };
  return (pod, event, component = 'kubelet') => {
    const namespace = namespaceOf(pod);
    if (!isAccepting(namespace)) return;
    const now = clock.now();
    const events = storage.list('events', namespace);
    const again = events.find((one) => isSame(one, pod, event));
    if (again) {
      const count = Number(again.count) + 1;
      storage.update('events', { ...again, count, lastTimestamp: timestamp(now) });
    } else {
      forgetOld(events, now);
      const name = `${pod.metadata.name}.${ids.chars(16, LOWER_ALPHANUMERIC)}`;
      storage.create('events', eventObject(pod, event, { name, component, nodeName, now: timestamp(now) }));
    }
  };
}

interface EventOrigin {
  name: string;
  component: string;
  nodeName: string;
  now: string;
}

function eventObject(pod: Pod, event: PodEvent, { name, component, nodeName, now }: EventOrigin): KubeObject {
  const namespace = namespaceOf(pod);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace, uid: '', resourceVersion: '', creationTimestamp: '' },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      name: pod.metadata.name,
      namespace,
      uid: pod.metadata.uid,
      ...(event.container && { fieldPath: fieldPath(event.container) }),
    },
    type: event.type,
    reason: event.reason,
    message: event.message,
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
    eventTime: null,
    source: { component, ...(component === 'kubelet' && { host: nodeName }) },
    reportingComponent: component,
    reportingInstance: component === 'kubelet' ? nodeName : '',
  };
}

const fieldPath = (container: string) => `spec.containers{${container}}`;

function isSame(one: KubeObject, pod: Pod, { reason, message, container }: PodEvent): boolean {
  const involved = one.involvedObject as { uid?: string; fieldPath?: string };
  const path = container && fieldPath(container);
  return (
    involved.uid === pod.metadata.uid && involved.fieldPath === path && one.reason === reason && one.message === message
  );
}
