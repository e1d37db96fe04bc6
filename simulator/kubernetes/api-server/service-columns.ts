import type { Endpoints } from 'kubernetes-types/core/v1';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1';
import type { KubeObject } from '../storage.ts';
import type { Column } from './columns.ts';
import { portsOf, type Service } from './service.ts';

/** Of the addresses and ports that there are, so many are printed. kubernetes printers.go formatEndpoints */
const SHOWN = 3;

export const SERVICE_COLUMNS: Column[] = [
  { name: 'Type', cell: (service) => specOf(service).type ?? '' },
  { name: 'Cluster-IP', cell: (service) => specOf(service).clusterIP || '<none>' },
  { name: 'External-IP', cell: externalIp },
  { name: 'Port(s)', cell: ports },
];

export const ENDPOINTS_COLUMN: Column = { name: 'Endpoints', cell: endpoints };

export const ENDPOINT_SLICE_COLUMNS: Column[] = [
  { name: 'AddressType', cell: (slice) => String(slice.addressType) },
  {
    name: 'Ports',
    cell: (slice) =>
      some(
        (viewSlice(slice).ports ?? []).map(({ port }) => String(port ?? '*')),
        '<unset>',
      ),
  },
  {
    name: 'Endpoints',
    cell: (slice) =>
      some(
        (viewSlice(slice).endpoints ?? []).flatMap(({ addresses }) => addresses),
        '<unset>',
      ),
  },
];

const specOf = (service: KubeObject) => (service as Service).spec;

const viewSlice = (slice: KubeObject) => slice as unknown as EndpointSlice;

function externalIp(service: KubeObject): string {
  const { type, externalIPs = [], externalName } = specOf(service);
  if (type === 'ExternalName') return externalName ?? '';
  // There is nobody here who would make a load balancer.
  return externalIPs.join(',') || (type === 'LoadBalancer' ? '<pending>' : '<none>');
}

function ports(service: KubeObject): string {
  const texts = portsOf(specOf(service)).map(
    ({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
  );
  return texts.join(',') || '<none>';
}

function endpoints(object: KubeObject): string {
  const { subsets = [] } = object as unknown as Endpoints;
  const all = subsets.flatMap(({ addresses = [], ports: numbers = [] }) =>
    numbers.length > 0
      ? numbers.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`))
      : addresses.map(({ ip }) => ip),
  );
  return some(all, '<none>');
}

function some(all: string[], none: string): string {
  const more = all.length > SHOWN ? ` + ${all.length - SHOWN} more...` : '';
  return all.length > 0 ? all.slice(0, SHOWN).join(',') + more : none;
}
