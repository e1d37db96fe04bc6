import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1';
import { canonicalJson } from '../api-server/canonical-json.ts';
import { isHeadless, type Service } from '../api-server/service.ts';
import { SAFE_CHARACTERS } from '../safe-characters.ts';
import type { KubeObject, Storage } from '../storage.ts';
import type { ControllerContext } from './controller.ts';
import { groupByPorts, type ServicePod, targetOf } from './service-pods.ts';
import { controlledBy, controllerReference } from './workloads.ts';

export const ENDPOINT_SLICES = 'endpointslices.discovery.k8s.io';
export const SERVICE_NAME = 'kubernetes.io/service-name';

/** What a slice says; a Service without pods has one that says nothing. */
interface Content {
  endpoints: Endpoint[] | null;
  ports: EndpointPort[] | null;
}

const NOTHING: Content = { endpoints: null, ports: null };

/** Writes the EndpointSlices of a Service: one for each set of ports. kubernetes staging/src/k8s.io/endpointslice */
export function writeEndpointSlices(service: Service, pods: ServicePod[], context: ControllerContext): void {
  const { storage } = context;
  const wanted: Content[] = groupByPorts(pods).map((group) => contentOf(group, storage));
  if (wanted.length === 0) wanted.push(NOTHING);
  const left = controlledBy(service, ENDPOINT_SLICES, storage);
  for (const content of wanted) {
    const index = left.findIndex((slice) => canonicalJson(slice.ports) === canonicalJson(content.ports));
    const [before] = left.splice(Math.max(index, 0), 1);
    if (before) storage.update(ENDPOINT_SLICES, { ...before, ...content });
    else storage.create(ENDPOINT_SLICES, newSlice(service, content, context));
  }
  for (const { metadata } of left) storage.remove(ENDPOINT_SLICES, metadata.namespace, metadata.name);
}

function contentOf({ ports, pods }: ReturnType<typeof groupByPorts>[number], storage: Storage): Content {
  return {
    endpoints: pods.map((one) => endpointOf(one, storage)),
    // A port without a name has the empty one here.
    ports: ports.map(({ name = '', port, protocol = 'TCP' }) => ({ name, port, protocol })),
  };
}

function endpointOf(one: ServicePod, storage: Storage): Endpoint {
  const { ready, terminating, ip } = one;
  const node = storage.get('nodes', undefined, one.pod.spec.nodeName ?? '');
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  return {
    addresses: [ip],
    conditions: { ready: ready && !terminating, serving: ready, terminating },
    ...targetOf(one),
    ...(zone && { zone }),
  };
}

function newSlice(service: Service, content: Content, { ids }: ControllerContext): KubeObject {
  const { name, namespace, labels } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${ids.chars(5, SAFE_CHARACTERS)}`,
      generateName: `${name}-`,
      namespace,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: {
        ...labels,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        [SERVICE_NAME]: name,
        ...(isHeadless(service.spec) && { 'service.kubernetes.io/headless': '' }),
      },
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    ...content,
  };
}
