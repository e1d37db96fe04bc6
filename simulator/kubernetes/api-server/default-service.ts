import type { KubeObject } from '../storage.ts';
import { hasNodePorts, isExternalName, portsOf, type Service } from './service.ts';

const AFFINITY_SECONDS = 10_800;

/** What the API server fills into a Service. kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Service */
export function defaultService(object: KubeObject): KubeObject {
  const spec = { sessionAffinity: 'None', type: 'ClusterIP', ...(object as Service).spec };
  const ports = portsOf(spec).map((port) => ({
    ...port,
    protocol: port.protocol ?? 'TCP',
    targetPort: port.targetPort || port.port,
  }));
  const affinity = spec.sessionAffinity === 'ClientIP' && {
    sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } },
  };
  const traffic = {
    ...(!isExternalName(spec) && {
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    }),
    ...(hasNodePorts(spec) && { externalTrafficPolicy: 'Cluster' }),
    ...(spec.type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
  };
  return { ...object, spec: { ...affinity, ...traffic, ...spec, ...(ports.length > 0 && { ports }) } };
}
