import type { EndpointPort } from 'kubernetes-types/core/v1';
import { portsOf, type Service } from '../api-server/service.ts';
import type { Storage } from '../storage.ts';
import { isActive, isReady, type Pod } from './workloads.ts';

/** A pod behind a Service. kubernetes staging/src/k8s.io/endpointslice/reconciler.go */
export interface ServicePod {
  pod: Pod;
  ip: string;
  ready: boolean;
  terminating: boolean;
  /** Where the Service's ports lead in this pod; those that name a port the pod does not have are missing. */
  ports: EndpointPort[];
}

/** The pods that a Service's selector finds and that have an address, by address. */
export function podsBehind({ metadata, spec }: Service, storage: Storage): ServicePod[] {
  const wanted = Object.entries(spec.selector ?? {});
  const pods = (storage.list('pods', metadata.namespace) as Pod[]).filter(
    (pod) =>
      wanted.every(([key, value]) => pod.metadata.labels?.[key] === value) &&
      (isActive(pod) || (pod.metadata.deletionTimestamp && pod.status?.phase === 'Running')),
  );
  return pods
    .flatMap((pod) => {
      const ip = pod.status?.podIP;
      return ip ? [{ pod, ip, ...stateOf(pod, spec.publishNotReadyAddresses), ports: portsIn(pod, spec) }] : [];
    })
    .sort((left, right) => (left.ip < right.ip ? -1 : 1));
}

/** Pods grouped by where the ports lead: they differ where a port is named and its number is the pod's choice. */
export function groupByPorts(pods: ServicePod[]): { ports: EndpointPort[]; pods: ServicePod[] }[] {
  const groups = new Map<string, ServicePod[]>();
  for (const one of pods)
    groups.set(JSON.stringify(one.ports), [...(groups.get(JSON.stringify(one.ports)) ?? []), one]);
  return [...groups.values()].map((group) => ({ ports: group[0]?.ports ?? [], pods: group }));
}

const stateOf = (pod: Pod, publishNotReady = false) => ({
  ready: isReady(pod) || publishNotReady,
  terminating: pod.metadata.deletionTimestamp !== undefined,
});

function portsIn(pod: Pod, spec: Service['spec']): EndpointPort[] {
  return portsOf(spec).flatMap(({ name, port, protocol = 'TCP', targetPort = port }) => {
    const number = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol);
    return number === undefined ? [] : [{ ...(name && { name }), port: number, protocol }];
  });
}

function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}

/** How an address names its pod. */
export const targetOf = ({ pod: { metadata, spec } }: ServicePod) => ({
  ...(spec.nodeName && { nodeName: spec.nodeName }),
  targetRef: { kind: 'Pod', namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid },
});
