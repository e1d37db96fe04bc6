import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import type { KubeObject } from '../storage.ts';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidText,
  invalidValue,
  notSupported,
  required,
} from './invalid.ts';
import { hasNodePorts, isExternalName, isHeadless, portsOf, type Service } from './service.ts';
import { dnsLabel, dnsSubdomain, validateLabels } from './validate-metadata.ts';

/** kubernetes pkg/apis/core/validation ValidateService */
export function validateService(object: KubeObject): FieldError[] {
  const { spec } = object as Service;
  const needsPorts = !isHeadless(spec) && !isExternalName(spec);
  const affinities = ['ClientIP', 'None'];
  return [
    ...(portsOf(spec).length === 0 && needsPorts ? [required('spec.ports')] : []),
    ...portsOf(spec).flatMap((_, index) => validatePort(spec, index)),
    ...validateLabels('spec.selector', spec.selector ?? {}),
    ...oneOf('spec.sessionAffinity', spec.sessionAffinity, affinities),
    ...oneOf('spec.type', spec.type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
    ...(isExternalName(spec) ? validateExternalName(spec) : validateHeadless(spec)),
  ];
}

/** The address stays for as long as the Service has one. */
export function validateServiceUpdate(object: KubeObject, before: KubeObject): FieldError[] {
  const { clusterIP } = (object as Service).spec;
  const { clusterIP: old } = (before as Service).spec;
  const shown = `[]string{${JSON.stringify(clusterIP)}}`;
  const changed = clusterIP && old && clusterIP !== old;
  const errors = changed ? [invalidText('spec.clusterIPs[0]', shown, 'may not change once set')] : [];
  return [...errors, ...validateService(object)];
}

const oneOf = (field: string, value: string | undefined, supported: string[]) =>
  supported.includes(value ?? '') ? [] : [notSupported(field, value, supported)];

function validateExternalName({ externalName, clusterIP }: ServiceSpec): FieldError[] {
  return [
    ...(clusterIP ? [forbiddenField('spec.clusterIPs', 'may not be set for ExternalName services')] : []),
    ...(externalName ? dnsSubdomain('spec.externalName', externalName) : [required('spec.externalName')]),
  ];
}

function validateHeadless(spec: ServiceSpec): FieldError[] {
  if (!isHeadless(spec) || !hasNodePorts(spec)) return [];
  const text = `may not be set to 'None' for ${spec.type} services`;
  return [invalidText('spec.clusterIPs[0]', '[]string{"None"}', text)];
}

function validatePort(spec: ServiceSpec, index: number): FieldError[] {
  const ports = portsOf(spec);
  const field = `spec.ports[${index}]`;
  const { name, port, protocol, targetPort, nodePort } = ports[index] as ServicePort;
  const sameName = ports.slice(0, index).some((one) => name && one.name === name);
  return [
    ...(name ? dnsLabel(`${field}.name`, name) : ports.length > 1 ? [required(`${field}.name`)] : []),
    ...(sameName ? [duplicate(`${field}.name`, name)] : []),
    ...portNumber(`${field}.port`, port),
    ...oneOf(`${field}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']),
    ...(typeof targetPort === 'number' ? portNumber(`${field}.targetPort`, targetPort) : []),
    ...(nodePort && !hasNodePorts(spec) ? [forbiddenField(`${field}.nodePort`, notForType(spec))] : []),
  ];
}

const notForType = ({ type }: ServiceSpec) => `may not be used when \`type\` is '${type}'`;

const portNumber = (field: string, port: number | undefined) =>
  port && port >= 1 && port <= 65_535 ? [] : [invalidValue(field, port ?? 0, 'must be between 1 and 65535, inclusive')];
