import { portsOf, SERVICES, type Service } from '../api-server/service.ts';
import { API_SERVER_IP, isServiceAddress } from '../service-network.ts';
import type { Storage } from '../storage.ts';
import { namespaceOf, type Pod } from './pod.ts';

type Variables = Record<string, string>;

/**
 * The variables by which containers find Services: those of the API server, and those of the pod's namespace unless
 * `enableServiceLinks` is off. kubernetes pkg/kubelet/envvars/envvars.go
 */
export function serviceLinks(storage: Storage, pod: Pod): Variables {
  const own = pod.spec.enableServiceLinks === false ? [] : storage.list(SERVICES, namespaceOf(pod));
  const links = (own as Service[])
    .filter(({ spec }) => isServiceAddress(spec.clusterIP ?? ''))
    .map(({ metadata, spec }) => linksOf(metadata.name, spec));
  return Object.assign({}, ...links, API_SERVER);
}

function linksOf(name: string, spec: Service['spec']): Variables {
  const { clusterIP: ip = '' } = spec;
  const service = variableName(name);
  const ports = portsOf(spec);
  const [first] = ports;
  const links: Variables = { [`${service}_SERVICE_HOST`]: ip, [`${service}_SERVICE_PORT`]: String(first?.port) };
  for (const { name: portName, port } of ports) {
    if (portName) links[`${service}_SERVICE_PORT_${variableName(portName)}`] = String(port);
  }
  if (first) links[`${service}_PORT`] = `${(first.protocol ?? 'TCP').toLowerCase()}://${ip}:${first.port}`;
  for (const { port, protocol = 'TCP' } of ports) Object.assign(links, dockerLink(service, ip, port, protocol));
  return links;
}

/** In the form of Docker's links of old. */
function dockerLink(service: string, ip: string, port: number, protocol: string): Variables {
  const prefix = `${service}_PORT_${port}_${protocol}`;
  const proto = protocol.toLowerCase();
  return {
    [prefix]: `${proto}://${ip}:${port}`,
    [`${prefix}_PROTO`]: proto,
    [`${prefix}_PORT`]: String(port),
    [`${prefix}_ADDR`]: ip,
  };
}

const variableName = (name: string) => name.toUpperCase().replaceAll('-', '_');

/** The Service `kubernetes`, which every container is told of, wherever it is. */
const API_SERVER = linksOf('kubernetes', {
  clusterIP: API_SERVER_IP,
  ports: [{ name: 'https', port: 443, protocol: 'TCP' }],
});
