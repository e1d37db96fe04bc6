import type { Clock, Ids } from '../../runtime-services.ts';
import type { EventRecorder } from '../kubelet/event-recorder.ts';
import { StatusError } from '../status-error.ts';
import type { KubeObject, Storage, StorageEvent } from '../storage.ts';

/** What controllers are given from outside. */
export interface ControllerOptions {
  storage: Storage;
  clock: Clock;
  ids: Ids;
  /** Creates a pod as the API server would: defaults, admission, storage. Throws or rejects with StatusError. */
  createPod(pod: KubeObject): KubeObject | Promise<KubeObject>;
  /** The certificate (PEM) that pods are to trust the API server by, for kube-root-ca.crt. */
  rootCertificate(): string;
  /** Told of every error that is not a conflict; the controller goes on. */
  reportError(error: unknown): void;
}

/** What controllers work with. */
export interface ControllerContext extends ControllerOptions {
  /** Writes an Event about an object. */
  record: EventRecorder;
}

/**
 * One controller: brings what a key names from what is to what shall be. Level-triggered: `reconcile` looks at the
 * present state only, and may be called at any time, any number of times.
 */
export interface Controller {
  /** Keys of what may need work after this event. */
  keysFor(event: StorageEvent): string[];
  /** Keys of everything there is, for the start. */
  allKeys(): string[];
  /** Answers the milliseconds after which to look again even if nothing happens. */
  reconcile(key: string): ReconcileResult | Promise<ReconcileResult>;
}

type ReconcileResult = number | undefined;

/** Runs a controller, one key at a time, until the returned function is called. */
export function runController(controller: Controller, { storage, clock, reportError }: ControllerOptions): () => void {
  const waiting = new Set<string>();
  const alarms = new Map<string, () => void>();
  let running = false;
  let stopped = false;

  function add(keys: string[]): void {
    for (const key of keys) waiting.add(key);
    if (running || stopped || waiting.size === 0) return;
    running = true;
    // Later: the write that we are told of may be part of a transaction that is still going on.
    queueMicrotask(() => void drain());
  }

  async function drain(): Promise<void> {
    for (const key of waiting) {
      waiting.delete(key);
      await work(key);
      if (stopped) return;
    }
    running = false;
    add([]);
  }

  async function work(key: string): Promise<void> {
    alarms.get(key)?.();
    alarms.delete(key);
    try {
      const againInMs = await controller.reconcile(key);
      if (againInMs !== undefined)
        alarms.set(
          key,
          clock.after(againInMs, () => add([key])),
        );
    } catch (error) {
      if (error instanceof StatusError && error.reason === 'Conflict') waiting.add(key);
      else reportError(error);
    }
  }

  const unwatch = storage.watch((event) => add(controller.keysFor(event)));
  add(controller.allKeys());
  return () => {
    stopped = true;
    unwatch();
    for (const cancel of alarms.values()) cancel();
  };
}

/** `<namespace>/<name>`, the key that most controllers use. */
export const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace}/${metadata.name}`;

/** The object that a key of `keyOf` names. */
export function findByKey(storage: Storage, resource: string, key: string): KubeObject | undefined {
  const [namespace, name = ''] = key.split('/');
  return storage.get(resource, namespace, name);
}
