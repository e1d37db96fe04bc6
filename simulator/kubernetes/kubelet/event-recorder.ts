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
/** Old events are looked for this often at most. */
const SWEEP_MS = 60_000;

export function createEventRecorder(
  { storage, clock }: Pick<KubeletOptions, 'storage' | 'clock'>,
  nodeName: string,
): EventRecorder {
  /** Names of this recorder's events by what they say. */
  const known = new Map<string, string>();
  const sweep = sweeper({ storage, clock }, known);
  return (object, event, component = 'kubelet') => {
    const namespace = namespaceOf(object);
    if (!isAccepting(storage.get('namespaces', undefined, namespace))) return;
    const now = timestamp(clock.now());
    const key = keyOf(object, event);
    const again = storage.get('events', namespace, known.get(key) ?? '');
    if (again) {
      const count = Number(again.count) + 1;
      storage.update('events', { ...again, count, lastTimestamp: now });
      return;
    }
    sweep();
    const name = `${object.metadata.name}.${nanoseconds({ storage, clock })}`;
    known.set(key, name);
    storage.create('events', eventObject(object, event, { name, component, nodeName, now }));
  };
}

/**
 * The present in nanoseconds, as names of events end: lists, and so kubectl, show them in the order of their names. Writes
 * tell apart what happens within a millisecond. client-go tools/record/event.go makeEvent
 */
function nanoseconds({ storage, clock }: Pick<KubeletOptions, 'storage' | 'clock'>): string {
  return (BigInt(clock.now()) * 1_000_000n + (BigInt(storage.resourceVersion()) % 1_000_000n)).toString(16);
}

/** Nothing new enters a namespace that is going away; its controller counts what is left. */
const isAccepting = (namespace: KubeObject | undefined) =>
  namespace !== undefined && namespace.metadata.deletionTimestamp === undefined;

/** Removes what is older than its time, and forgets events that are gone. */
function sweeper({ storage, clock }: Pick<KubeletOptions, 'storage' | 'clock'>, known: Map<string, string>) {
  let sweptAt = clock.now();
  return () => {
    const now = clock.now();
    if (now < sweptAt + SWEEP_MS) return;
    sweptAt = now;
    const there = new Set<string>();
    for (const { metadata, lastTimestamp } of storage.list('events')) {
      if (Date.parse(String(lastTimestamp)) >= now - TTL_MS) there.add(metadata.name);
      else storage.remove('events', metadata.namespace, metadata.name);
    }
    for (const [key, name] of known) if (!there.has(name)) known.delete(key);
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

const keyOf = ({ metadata }: KubeObject, { reason, message, container = '' }: ObjectEvent) =>
  [metadata.uid, container, reason, message].join(' ');
