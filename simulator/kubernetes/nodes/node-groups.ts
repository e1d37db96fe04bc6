import type { Clock } from '../../runtime-services.ts';
import { deleteObject } from '../controllers/delete-object.ts';
import { isFargateNode } from '../fargate/fargate-profile.ts';
import type { Storage } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import { nodeIp, slotOf } from './addresses.ts';
import type { NodeGroup } from './node-group.ts';
import { addressOf, groupOf, type NodeObject, nodeObject } from './node-object.ts';

export interface NodeGroupOptions {
  storage: Storage;
  clock: Clock;
  cluster: string;
  /** Kubernetes version as nodes report it, `1.33`. */
  version: string;
  nodeGroups(): NodeGroup[];
  /** Of the instance in this place. */
  instanceId(slot: number): string;
}

/** Brings the cluster's nodes to what its node groups ask for: Auto Scaling's part, and that of EKS. */
export function scaleNodeGroups(options: NodeGroupOptions): void {
  const groups = options.nodeGroups();
  const nodes = (options.storage.list('nodes') as NodeObject[]).filter((node) => !isFargateNode(node));
  for (const node of nodes) if (!groups.some(({ name }) => name === groupOf(node))) terminate(node, options);
  for (const group of groups) {
    const own = nodes.filter((node) => groupOf(node) === group.name).sort(bySlot);
    for (const node of own.slice(group.desiredSize)) terminate(node, options);
    for (const node of own.slice(0, group.desiredSize)) register(node, group, options);
    for (let count = own.length; count < group.desiredSize; count += 1) launch(group, options);
  }
}

const bySlot = (left: NodeObject, right: NodeObject) => slotOf(addressOf(left)) - slotOf(addressOf(right));

/** In the lowest place that is free. */
function launch(group: NodeGroup, { storage, clock, cluster, version, instanceId }: NodeGroupOptions): void {
  const taken = new Set((storage.list('nodes') as NodeObject[]).map((node) => slotOf(addressOf(node))));
  let slot = 0;
  while (taken.has(slot)) slot += 1;
  const instance = { slot, ip: nodeIp(cluster, slot), id: instanceId(slot), group };
  storage.create('nodes', nodeObject(instance, version, timestamp(clock.now())));
}

/** The kubelet's report anew, and what the group's labels and taints have become; a learner's own stay. */
function register(node: NodeObject, group: NodeGroup, options: NodeGroupOptions): void {
  const { storage, clock, version, instanceId } = options;
  const ip = addressOf(node);
  const slot = slotOf(ip);
  const fresh = nodeObject({ slot, ip, id: instanceId(slot), group }, version, timestamp(clock.now()));
  const labels = { ...node.metadata.labels, ...fresh.metadata.labels };
  const taints = [
    ...(node.spec?.taints ?? []).filter((own) => !group.taints.some(({ key, effect }) => isSame(own, { key, effect }))),
    ...(fresh.spec?.taints ?? []),
  ];
  const spec = { ...node.spec, ...fresh.spec, ...(taints.length > 0 && { taints }) };
  storage.update('nodes', { ...node, metadata: { ...node.metadata, labels }, spec, status: fresh.status });
}

const isSame = (left: { key: string; effect: string }, right: { key: string; effect: string }) =>
  left.key === right.key && left.effect === right.effect;

/** Its pods get their grace, as EKS drains a node of a managed group. EKS user guide, "Managed node groups" */
function terminate(node: NodeObject, { storage, clock }: NodeGroupOptions): void {
  const { name } = node.metadata;
  storage.remove('nodes', undefined, name);
  for (const pod of storage.list('pods')) {
    if ((pod.spec as { nodeName?: string }).nodeName === name) deleteObject(storage, clock, 'pods', pod);
  }
}
