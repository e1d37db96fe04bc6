import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import { UPPER_HEX } from '../../runtime-services.ts';
import { isServiceAddress } from '../service-network.ts';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import { type FieldError, invalid, invalidText, invalidValue } from './invalid.ts';
import { hasNodePorts, isExternalName, isHeadless, portsOf, SERVICES, type Service } from './service.ts';

const NODE_PORTS = { first: 30_000, last: 32_767 };

/**
 * Gives a Service its cluster IP and node ports: those it asks for, those it had, or free ones; takes from it what its
 * type does not have. Throws Invalid. kubernetes pkg/registry/core/service/storage/alloc.go
 */
export function allocateService(
  object: KubeObject,
  { storage, ids }: Pick<ApiContext, 'storage' | 'ids'>,
  before?: KubeObject,
): KubeObject {
  const service = object as Service;
  const others = (storage.list(SERVICES) as Service[]).filter(({ metadata }) => metadata.uid !== before?.metadata.uid);
  const old = (before as Service | undefined)?.spec;
  const draw = () => Number.parseInt(ids.chars(4, UPPER_HEX), 16);
  const addressed = withAddress(service.spec, old, new Set(others.map(({ spec }) => spec.clusterIP)), draw);
  const taken = new Set(others.flatMap(({ spec }) => portsOf(spec).map(({ nodePort }) => nodePort)));
  const { spec, errors } = withNodePorts(addressed.spec, old, taken, draw);
  const all = [...addressed.errors, ...errors];
  if (all.length > 0) throw invalid({ kind: 'Service', group: '' }, service.metadata.name, all);
  return { ...service, spec };
}

interface Allocated {
  spec: ServiceSpec;
  errors: FieldError[];
}

function withAddress(
  { clusterIP, clusterIPs, ...rest }: ServiceSpec,
  old: ServiceSpec | undefined,
  taken: Set<string | undefined>,
  draw: () => number,
): Allocated {
  if (isExternalName(rest)) return { spec: withoutAddress(rest, clusterIP, old), errors: [] };
  const asked = clusterIP || clusterIPs?.[0] || old?.clusterIP;
  const address = asked ?? freeAddress(taken, draw);
  const spec = { ...rest, clusterIP: address, clusterIPs: [address] };
  return { spec, errors: asked && !isHeadless(spec) && asked !== old?.clusterIP ? refusals(asked, taken) : [] };
}

/** A Service that becomes an ExternalName gives its address back; one that asks for both is for validation to refuse. */
function withoutAddress(rest: ServiceSpec, clusterIP: string | undefined, old: ServiceSpec | undefined): ServiceSpec {
  if (clusterIP && clusterIP !== old?.clusterIP) return { ...rest, clusterIP };
  const { internalTrafficPolicy: _, ipFamilies: __, ipFamilyPolicy: ___, ...spec } = rest;
  return spec;
}

// kubernetes pkg/registry/core/service/ipallocator: ErrMismatchedNetwork, ErrAllocated
function refusals(ip: string, taken: Set<string | undefined>): FieldError[] {
  const problem = !isServiceAddress(ip)
    ? 'the provided network does not match the current range'
    : taken.has(ip) && 'provided IP is already allocated';
  const shown = `[]string{${JSON.stringify(ip)}}`;
  return problem ? [invalidText('spec.clusterIPs', shown, `failed to allocate IP ${ip}: ${problem}`)] : [];
}

/** Above the range's first 256 addresses, which are kept for those who ask for one. KEP-3070 */
function freeAddress(taken: Set<string | undefined>, draw: () => number): string {
  for (let number = 256 + (draw() % 65_000); ; number += 1) {
    const address = `172.20.${(number >> 8) & 255}.${number & 255}`;
    if (!taken.has(address)) return address;
  }
}

function withNodePorts(
  spec: ServiceSpec,
  old: ServiceSpec | undefined,
  taken: Set<number | undefined>,
  draw: () => number,
): Allocated {
  if (!hasNodePorts(spec)) return { spec: withoutOldNodePorts(spec, old), errors: [] };
  const errors: FieldError[] = [];
  const ports = portsOf(spec).map((port, index) => {
    const nodePort = port.nodePort || oldNodePort(port, old) || freeNodePort(taken, draw);
    const problem = nodePort === oldNodePort(port, old) ? undefined : nodePortProblem(nodePort, taken);
    if (problem) errors.push(invalidValue(`spec.ports[${index}].nodePort`, nodePort, problem));
    taken.add(nodePort);
    return { ...port, nodePort };
  });
  return { spec: { ...spec, ports }, errors };
}

const oldNodePort = ({ port, protocol }: ServicePort, old: ServiceSpec | undefined) =>
  old && portsOf(old).find((one) => one.port === port && one.protocol === protocol)?.nodePort;

/** A client that only changes the type sends the node ports along. kubernetes dropTypeDependentFields */
function withoutOldNodePorts(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (!old || !hasNodePorts(old)) return spec;
  const ports = portsOf(spec).map(({ nodePort: _, ...port }) => port);
  const { externalTrafficPolicy: __, allocateLoadBalancerNodePorts: ___, ...rest } = spec;
  return { ...rest, ports };
}

function nodePortProblem(port: number, taken: Set<number | undefined>): string | undefined {
  const { first, last } = NODE_PORTS;
  if (port < first || port > last) {
    return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
  }
  return taken.has(port) ? 'provided port is already allocated' : undefined;
}

function freeNodePort(taken: Set<number | undefined>, draw: () => number): number {
  const { first, last } = NODE_PORTS;
  for (let offset = draw(); ; offset += 1) {
    const port = first + (offset % (last - first + 1));
    if (!taken.has(port)) return port;
  }
}
