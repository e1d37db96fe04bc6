import type { Service as PublishedService, ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import type { KubeObject } from '../storage.ts';

/** A Service as it is stored. */
export type Service = KubeObject & { spec: ServiceSpec; status?: PublishedService['status'] };

export const SERVICES = 'services';

/** Without an address of its own: its name leads to the pods' addresses. */
export const isHeadless = ({ clusterIP }: ServiceSpec): boolean => clusterIP === 'None';

export const isExternalName = ({ type }: ServiceSpec): boolean => type === 'ExternalName';

/** Types that every node opens a port for. */
export const hasNodePorts = ({ type }: ServiceSpec): boolean => type === 'NodePort' || type === 'LoadBalancer';

export const portsOf = ({ ports }: ServiceSpec): ServicePort[] => ports ?? [];
