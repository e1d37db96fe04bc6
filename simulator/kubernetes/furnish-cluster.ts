import type { ApiContext } from './api-server/api-context.ts';
import { storeNew } from './api-server/create.ts';
import { KINDS, resourceName } from './api-server/kinds.ts';
import { SERVICE_NAME } from './controllers/endpoint-slices.ts';
import { subnetOf } from './nodes/addresses.ts';
import { API_SERVER_IP } from './service-network.ts';
import type { KubeObject } from './storage.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Makes what every EKS cluster has from the start; what is there already stays as it is. */
export async function furnishCluster(context: ApiContext, cluster: string): Promise<void> {
  for (const name of NAMESPACES) await ensure(context, newObject('v1', 'Namespace', { name }));
  for (const object of apiServerObjects(cluster)) await ensure(context, object);
}

async function ensure(context: ApiContext, object: KubeObject): Promise<void> {
  const kind = KINDS.find((one) => one.kind === object.kind);
  const { namespace, name } = object.metadata;
  if (kind && !context.storage.get(resourceName(kind), namespace, name)) await storeNew(context, kind, object);
}

function newObject(apiVersion: string, kind: string, meta: Partial<KubeObject['metadata']>, rest = {}): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { name: '', uid: '', resourceVersion: '', creationTimestamp: '', ...meta },
    ...rest,
  };
}

const PORT = { name: 'https', port: 443, protocol: 'TCP' };

/** The Service `kubernetes`, which leads to the API server. kubernetes pkg/controlplane/controller/kubernetesservice */
function apiServerObjects(cluster: string): KubeObject[] {
  // EKS has two addresses in the cluster's subnets for it. Which ones is assumed; not confirmed against AWS.
  const ips = [4, 5].map((host) => `${subnetOf(cluster)}.${host}`);
  const meta = { name: 'kubernetes', namespace: 'default' };
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const spec = { type: 'ClusterIP', clusterIP: API_SERVER_IP, ports: [{ ...PORT, targetPort: 443 }] };
  const subsets = [{ addresses: ips.map((ip) => ({ ip })), ports: [PORT] }];
  const endpoints = ips.map((ip) => ({ addresses: [ip], conditions: { ready: true } }));
  const slice = { addressType: 'IPv4', endpoints, ports: [PORT] };
  return [
    newObject('v1', 'Service', { ...meta, labels }, { spec }),
    newObject(
      'v1',
      'Endpoints',
      { ...meta, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
      { subsets },
    ),
    newObject('discovery.k8s.io/v1', 'EndpointSlice', { ...meta, labels: { [SERVICE_NAME]: meta.name } }, slice),
  ];
}
