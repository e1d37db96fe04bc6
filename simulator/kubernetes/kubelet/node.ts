import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { KubeletOptions } from './kubelet.ts';
import type { Pod } from './pod.ts';

/** The node and what its pods' workers need. */
export interface Node extends KubeletOptions {
  name: string;
  ip: string;
  events: EventRecorder;
}

/** Each cluster has a subnet of its own, so that a pod's address tells where it runs. */
export function subnetOf(cluster: string): string {
  const sum = [...cluster].reduce((total, char) => total + char.charCodeAt(0), 0);
  return `10.0.${sum % 200}`;
}

/** Writes the Node object anew, Ready. Its uid stays across restarts: tokens name it. */
export function registerNode({ storage, clock, name, ip, version, cluster }: Node): void {
  const before = storage.get('nodes', undefined, name);
  const object = nodeObject(name, ip, version, cluster, timestamp(clock.now()));
  if (before) storage.update('nodes', { ...object, metadata: { ...before.metadata, labels: object.metadata.labels } });
  else storage.create('nodes', object);
}

function nodeObject(name: string, ip: string, version: string, cluster: string, now: string): KubeObject {
  const resources = { cpu: '2', memory: '4026480Ki', pods: '244' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: '', resourceVersion: '', creationTimestamp: '', labels: labels(name, cluster) },
    spec: { providerID: `aws:///us-west-2a/i-${hexOf(cluster)}` },
    status: {
      addresses: [
        { type: 'InternalIP', address: ip },
        { type: 'Hostname', address: name },
        { type: 'InternalDNS', address: name },
      ],
      capacity: resources,
      allocatable: resources,
      conditions: [
        condition(
          'MemoryPressure',
          'False',
          'KubeletHasSufficientMemory',
          'kubelet has sufficient memory available',
          now,
        ),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure', now),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available', now),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status', now),
      ],
      nodeInfo: {
        architecture: 'amd64',
        operatingSystem: 'linux',
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
    },
  };
}

function labels(name: string, cluster: string): Record<string, string> {
  return {
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/os': 'linux',
    'kubernetes.io/hostname': name,
    'node.kubernetes.io/instance-type': 't3.medium',
    'topology.kubernetes.io/region': 'us-west-2',
    'topology.kubernetes.io/zone': 'us-west-2a',
    'eks.amazonaws.com/nodegroup': cluster,
  };
}

function condition(type: string, status: string, reason: string, message: string, now: string) {
  return { type, status, reason, message, lastHeartbeatTime: now, lastTransitionTime: now };
}

/** Seventeen hexadecimal digits, the same at every start. */
function hexOf(text: string): string {
  const digits = [...text].map((char) => char.charCodeAt(0).toString(16)).join('');
  return digits.padEnd(17, '0').slice(0, 17);
}

/** An address that no other pod of the node has. */
export function freePodIp({ storage, ip }: Node): string {
  const subnet = ip.slice(0, ip.lastIndexOf('.'));
  const used = new Set((storage.list('pods') as Pod[]).map((pod) => pod.status?.podIP));
  let host = 20;
  while (used.has(`${subnet}.${host}`) && host < 254) host += 1;
  return `${subnet}.${host}`;
}
