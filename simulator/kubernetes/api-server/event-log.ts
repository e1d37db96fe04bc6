import { StatusError } from '../status-error.ts';
import type { KubeObject, Storage, StorageEvent } from '../storage.ts';
import { KINDS, resourceName } from './kinds.ts';

/** An event and the object before it: a watch with a selector turns an object that left it into DELETED. */
export interface LoggedEvent extends StorageEvent {
  before: KubeObject | undefined;
}

/** The recent past of a cluster, as the API server's watch cache keeps it. */
export interface EventLog {
  /** Events after `resourceVersion`. Throws Expired (410) if they are no longer kept. */
  since(resourceVersion: number): LoggedEvent[];
  subscribe(listener: (event: LoggedEvent) => void): () => void;
}

const CAPACITY = 1000;

export function createEventLog(storage: Storage): EventLog {
  const latest = new Map<string, KubeObject>();
  for (const resource of KINDS.map(resourceName)) {
    for (const object of storage.list(resource)) latest.set(keyOf(resource, object), object);
  }
  const log: LoggedEvent[] = [];
  let forgottenUpTo = Number(storage.resourceVersion());
  const listeners = new Set<(event: LoggedEvent) => void>();

  storage.watch((event) => {
    const key = keyOf(event.resource, event.object);
    const logged = { ...event, before: latest.get(key) };
    if (event.type === 'DELETED') latest.delete(key);
    else latest.set(key, event.object);
    log.push(logged);
    if (log.length > CAPACITY) forgottenUpTo = log.shift()?.resourceVersion ?? forgottenUpTo;
    for (const listener of [...listeners]) listener(logged);
  });

  return {
    since(resourceVersion) {
      if (resourceVersion < forgottenUpTo) throw expired(resourceVersion, forgottenUpTo);
      return log.filter((event) => event.resourceVersion > resourceVersion);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const keyOf = (resource: string, { metadata }: KubeObject) =>
  `${resource}/${metadata.namespace ?? ''}/${metadata.name}`;

const expired = (asked: number, oldest: number) =>
  new StatusError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
