import { ConnectionRefused } from '../../http.ts';
import { isFargateNode } from '../fargate/fargate-profile.ts';
import { addressOf, type NodeObject } from '../nodes/node-object.ts';
import { createEventRecorder, type EventRecorder } from './event-recorder.ts';
import type { KubeletOptions } from './kubelet.ts';
import type { PodAddressBook } from './pod-addresses.ts';

/** A pod's node and what its workers need. */
export interface Node extends KubeletOptions {
  name: string;
  ip: string;
  isWindows: boolean;
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
    const ip = addressOf(object);
    const isWindows = object.metadata.labels?.['kubernetes.io/os'] === 'windows';
    const node = { ...options, name, ip, isWindows, events, addressBook, ...(isFargateNode(object) && aloneAt(ip)) };
    known.set(name, node);
    return node;
  };
}

const noAgent = async (): Promise<never> => {
  throw new ConnectionRefused('169.254.170.23:80');
};

/**
 * On Fargate there is no daemon, so no agent, and no metadata service; the pod has the node's address. EKS user guide, "AWS
 * Fargate considerations"
 */
const aloneAt = (ip: string) => ({
  agent: () => noAgent,
  metadata: undefined,
  addressBook: { take: () => ip, giveBack: () => {} },
});
