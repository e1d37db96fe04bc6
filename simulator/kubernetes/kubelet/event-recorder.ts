import { LOWER_ALPHANUMERIC } from '../../runtime-services.ts';
import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { KubeletOptions } from './kubelet.ts';

export interface ObjectEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** Of a pod: the container that it is about. */
  container?: string;
}

/** Writes Event objects about what `object` is; the same event again raises `count`. */
export type EventRecorder = (object: KubeObject, event: ObjectEvent, component?: string) => void;

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
  return (object, event, component = 'kubelet') => {
    const namespace = namespaceOf(object);
    if (!isAccepting(namespace)) return;
    const now = clock.now();
    const events = storage.list('events', namespace);
    const again = events.find((one) => isSame(one, object, event));
    if (again) {
      const count = Number(again.count) + 1;
      storage.update('events', { ...again, count, lastTimestamp: timestamp(now) });
    } else {
      forgetOld(events, now);
      const name = `${object.metadata.name}.${ids.chars(16, LOWER_ALPHANUMERIC)}`;
      storage.create('events', eventObject(object, event, { name, component, nodeName, now: timestamp(now) }));
    }
  };
}

interface EventOrigin {
  name: string;
  component: string;
  nodeName: string;
  now: string;
}

function eventObject(
  object: KubeObject,
  event: ObjectEvent,
  { name, component, nodeName, now }: EventOrigin,
): KubeObject {
  const namespace = namespaceOf(object);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace, uid: '', resourceVersion: '', creationTimestamp: '' },
    involvedObject: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name: object.metadata.name,
      namespace,
      uid: object.metadata.uid,
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

const namespaceOf = ({ metadata }: KubeObject) => metadata.namespace ?? 'default';

const fieldPath = (container: string) => `spec.containers{${container}}`;

function isSame(one: KubeObject, object: KubeObject, { reason, message, container }: ObjectEvent): boolean {
  const involved = one.involvedObject as { uid?: string; fieldPath?: string };
  const path = container && fieldPath(container);
  return (
    involved.uid === object.metadata.uid &&
    involved.fieldPath === path &&
    one.reason === reason &&
    one.message === message
  );
}
