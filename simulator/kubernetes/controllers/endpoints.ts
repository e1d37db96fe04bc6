import type { EndpointSubset } from 'kubernetes-types/core/v1';
import { canonicalJson } from '../api-server/canonical-json.ts';
import { isHeadless, type Service } from '../api-server/service.ts';
import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { ControllerContext } from './controller.ts';
import { groupByPorts, type ServicePod, targetOf } from './service-pods.ts';

export const ENDPOINTS = 'endpoints';

const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Writes the Endpoints of a Service, if they have changed. kubernetes pkg/controller/endpoint */
export function writeEndpoints(service: Service, pods: ServicePod[], { storage, clock }: ControllerContext): void {
  const { name, namespace } = service.metadata;
  const subsets = groupByPorts(pods.filter(({ terminating }) => !terminating)).map(subsetOf);
  const labels = {
    ...service.metadata.labels,
    ...(isHeadless(service.spec) && { 'service.kubernetes.io/headless': '' }),
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
  };
  const before = storage.get(ENDPOINTS, namespace, name);
  if (before && isSame(before, subsets, labels)) return;
  const { annotations } = before?.metadata ?? {};
  const changed = { ...annotations, [TRIGGER_TIME]: timestamp(clock.now()) };
  const meta = before?.metadata ?? { name, namespace, uid: '', resourceVersion: '', creationTimestamp: '' };
  const metadata = { ...meta, labels, annotations: changed };
  const object = { apiVersion: 'v1', kind: 'Endpoints', metadata, ...(subsets.length > 0 && { subsets }) };
  if (before) storage.update(ENDPOINTS, object);
  else storage.create(ENDPOINTS, object);
}

const isSame = ({ metadata, subsets = [] }: KubeObject, wanted: EndpointSubset[], labels: Record<string, string>) =>
  canonicalJson(subsets) === canonicalJson(wanted) && canonicalJson(metadata.labels) === canonicalJson(labels);

function subsetOf({ ports, pods }: ReturnType<typeof groupByPorts>[number]): EndpointSubset {
  const addresses = pods.filter(({ ready }) => ready).map(addressOf);
  const notReadyAddresses = pods.filter(({ ready }) => !ready).map(addressOf);
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ...(ports.length > 0 && { ports }),
  };
}

const addressOf = (one: ServicePod) => ({ ip: one.ip, ...targetOf(one) });
