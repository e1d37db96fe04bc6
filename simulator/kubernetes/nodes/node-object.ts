import type { NodeSpec, NodeStatus } from 'kubernetes-types/core/v1';
import type { KubeObject, Storage } from '../storage.ts';
import { instanceCapacity } from './instance-capacity.ts';
import { NODEGROUP_LABEL, type NodeGroup } from './node-group.ts';

/** A node as storage holds it. */
export interface NodeObject extends KubeObject {
  spec?: NodeSpec;
  status?: NodeStatus;
}

export interface Instance {
  /** Its place among the cluster's nodes: address, zone and instance id come of it. */
  slot: number;
  ip: string;
  /** `i-0123456789abcdef0` */
  id: string;
  group: NodeGroup;
}

const REGION = 'us-west-2';

export const nodeName = (ip: string) => `ip-${ip.replaceAll('.', '-')}.${REGION}.compute.internal`;

export const addressOf = (node: NodeObject): string =>
  node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';

export const groupOf = ({ metadata }: KubeObject): string | undefined => metadata.labels?.[NODEGROUP_LABEL];

/** Which instance a node is, and of which node group; empty texts for a node that is gone. */
export interface NodeInstance {
  id: string;
  group: string;
}

export function instanceOf(storage: Storage, nodeName: string): NodeInstance {
  const node = storage.get('nodes', undefined, nodeName) as NodeObject | undefined;
  return { id: node?.spec?.providerID?.split('/').at(-1) ?? '', group: (node && groupOf(node)) ?? '' };
}

/** A node as its kubelet registers it. */
export function nodeObject(instance: Instance, version: string, now: string): NodeObject {
  const { ip, id, slot, group } = instance;
  const taints = group.taints.map(({ key, value, effect }) => ({ key, ...(value && { value }), effect }));
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: nodeName(ip), uid: '', resourceVersion: '', creationTimestamp: '', labels: labels(instance) },
    spec: {
      providerID: `aws:///${zoneOf(slot, group.zones)}/${id}`,
      ...(taints.length > 0 && { taints }),
    },
    status: nodeStatus({ ip, name: nodeName(ip), os: group.os, instanceType: group.instanceType, version, now }),
  };
}

const ZONES = ['a', 'b', 'c'].map((letter) => `${REGION}${letter}`);

export const zoneOf = (slot: number, zones: string[] = ZONES): string => zones[slot % zones.length] ?? '';

/** kubernetes.io, "Well-Known Labels"; EKS user guide, "Managed node groups" */
function labels({ ip, slot, group }: Instance): Record<string, string> {
  return {
    ...osLabels(group.os),
    ...zoneLabels(zoneOf(slot, group.zones)),
    'beta.kubernetes.io/instance-type': group.instanceType,
    'eks.amazonaws.com/capacityType': group.capacityType,
    'kubernetes.io/hostname': nodeName(ip),
    'node.kubernetes.io/instance-type': group.instanceType,
    ...group.labels,
    [NODEGROUP_LABEL]: group.name,
  };
}

export const osLabels = (os: NodeGroup['os'] = 'linux') => ({
  'beta.kubernetes.io/arch': 'amd64',
  'beta.kubernetes.io/os': os,
  'kubernetes.io/arch': 'amd64',
  'kubernetes.io/os': os,
});

export const zoneLabels = (zone: string) => ({
  'failure-domain.beta.kubernetes.io/region': REGION,
  'failure-domain.beta.kubernetes.io/zone': zone,
  'topology.k8s.aws/zone-id': `usw2-az${'abcd'.indexOf(zone.slice(-1)) + 1}`,
  'topology.kubernetes.io/region': REGION,
  'topology.kubernetes.io/zone': zone,
});

interface Report {
  ip: string;
  name: string;
  os?: NodeGroup['os'];
  instanceType: string;
  version: string;
  now: string;
}

export function nodeStatus({ ip, name, os = 'linux', instanceType, version, now }: Report): NodeStatus {
  return {
    addresses: [
      { type: 'InternalIP', address: ip },
      { type: 'InternalDNS', address: name },
      { type: 'Hostname', address: name },
    ],
    ...instanceCapacity(instanceType),
    conditions: CONDITIONS.map((condition) => ({ ...condition, lastHeartbeatTime: now, lastTransitionTime: now })),
    nodeInfo: {
      architecture: 'amd64',
      operatingSystem: os,
      // It names itself for what it is, here and in `kubectl get nodes -o wide`.
      osImage: 'Pod Identity Workshop local cloud',
      kernelVersion: 'none',
      containerRuntimeVersion: 'workshop://1',
      kubeletVersion: `v${version}.0`,
      kubeProxyVersion: '',
      machineID: '',
      systemUUID: '',
      bootID: '',
    },
  };
}

const CONDITIONS = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
].map(([type = '', status = '', reason, message]) => ({ type, status, reason, message }));
