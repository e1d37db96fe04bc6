import { addressOf, type NodeObject } from '../nodes/node-object.ts';
import { createEventRecorder, type EventRecorder } from './event-recorder.ts';
import type { KubeletOptions } from './kubelet.ts';
import type { PodAddressBook } from './pod-addresses.ts';

/** A pod's node and what its workers need. */
export interface Node extends KubeletOptions {
  name: string;
  ip: string;
  events: EventRecorder;
  /** Of the whole cluster. */
  addressBook: PodAddressBook;
}

/** Finds the cluster's nodes as their kubelets see themselves; undefined for a name that no node has. */
export function nodeFinder(
  options: KubeletOptions,
  addressBook: PodAddressBook,
): (name: string | undefined) => Node | undefined {
  const known = new Map<string, Node>();
  return (name = '') => {
    const object = options.storage.get('nodes', undefined, name) as NodeObject | undefined;
    if (!object) return undefined;
    const events = known.get(name)?.events ?? createEventRecorder(options, name);
    const node = { ...options, name, ip: addressOf(object), events, addressBook };
    known.set(name, node);
    return node;
  };
}
