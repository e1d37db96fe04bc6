import type { KubeObject } from '../storage.ts';
import { goDiff } from './go-diff.ts';
import { isSame } from './go-value.ts';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notFoundValue,
  notSupported,
  required,
} from './invalid.ts';
import { podSpecInGo } from './pod-spec-go.ts';
import { dnsLabel, dnsSubdomain } from './validate-metadata.ts';

interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  volumes?: { name?: string; projected?: { sources?: { serviceAccountToken?: TokenSource }[] } }[];
  restartPolicy?: string;
  serviceAccountName?: string;
}

interface Container {
  name?: string;
  image?: string;
  env?: { name?: string }[];
  ports?: { containerPort?: number }[];
  volumeMounts?: { name?: string; mountPath?: string }[];
}

interface TokenSource {
  path?: string;
  expirationSeconds?: number;
}

export const validatePod = (pod: KubeObject): FieldError[] => validatePodSpec('spec', pod.spec);

/** What the labs' mistakes trip over. kubernetes pkg/apis/core/validation/validation.go, ValidatePodSpec */
export function validatePodSpec(path: string, given: unknown): FieldError[] {
  const spec = (given ?? {}) as PodSpec;
  const volumes = new Set((spec.volumes ?? []).map(({ name }) => name ?? ''));
  const containers = spec.containers ?? [];
  const errors = validateVolumes(`${path}.volumes`, spec);
  if (containers.length === 0) errors.push(required(`${path}.containers`));
  errors.push(...validateContainers(`${path}.containers`, containers, volumes));
  errors.push(...validateContainers(`${path}.initContainers`, spec.initContainers ?? [], volumes));
  const policies = ['Always', 'OnFailure', 'Never'];
  if (!policies.includes(spec.restartPolicy ?? 'Always')) {
    errors.push(notSupported(`${path}.restartPolicy`, spec.restartPolicy, policies));
  }
  if (spec.serviceAccountName) errors.push(...dnsSubdomain(`${path}.serviceAccountName`, spec.serviceAccountName));
  return errors;
}

function validateContainers(path: string, containers: Container[], volumes: Set<string>): FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const { name = '', image } = container;
    const errors = name ? dnsLabel(`${at}.name`, name) : [required(`${at}.name`)];
    if (seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    seen.add(name);
    if (!image) errors.push(required(`${at}.image`));
    return [...errors, ...validateMounts(at, container, volumes), ...validateEnvironment(at, container)];
  });
}

function validateMounts(at: string, { volumeMounts = [] }: Container, volumes: Set<string>): FieldError[] {
  const seen = new Set<string>();
  return volumeMounts.flatMap(({ name = '', mountPath = '' }, index) => {
    const field = `${at}.volumeMounts[${index}]`;
    const errors = volumes.has(name) ? [] : [notFoundValue(`${field}.name`, name)];
    if (!mountPath) errors.push(required(`${field}.mountPath`));
    if (seen.has(mountPath)) errors.push(invalidValue(`${field}.mountPath`, mountPath, 'must be unique'));
    seen.add(mountPath);
    return errors;
  });
}

function validateEnvironment(at: string, { env = [], ports = [] }: Container): FieldError[] {
  const names = env.flatMap(({ name }, index) => (name ? [] : [required(`${at}.env[${index}].name`)]));
  const numbers = ports.flatMap(({ containerPort = 0 }, index) => {
    const valid = containerPort >= 1 && containerPort <= 65535;
    const field = `${at}.ports[${index}].containerPort`;
    return valid ? [] : [invalidValue(field, containerPort, 'must be between 1 and 65535, inclusive')];
  });
  return [...names, ...numbers];
}

function validateVolumes(path: string, { volumes = [] }: PodSpec): FieldError[] {
  const seen = new Set<string>();
  return volumes.flatMap(({ name = '', projected }, index) => {
    const errors = name ? dnsLabel(`${path}[${index}].name`, name) : [required(`${path}[${index}].name`)];
    if (seen.has(name)) errors.push(duplicate(`${path}[${index}].name`, name));
    seen.add(name);
    const sources = projected?.sources ?? [];
    return [
      ...errors,
      ...sources.flatMap((source, at) => validateToken(`${path}[${index}].projected.sources[${at}]`, source)),
    ];
  });
}

function validateToken(path: string, { serviceAccountToken }: { serviceAccountToken?: TokenSource }): FieldError[] {
  if (!serviceAccountToken) return [];
  const { path: file, expirationSeconds = 3600 } = serviceAccountToken;
  const field = `${path}.serviceAccountToken`;
  const errors = file ? [] : [required(`${field}.path`)];
  if (expirationSeconds < 600) {
    const text = 'may not specify a duration less than 10 minutes';
    errors.push(invalidValue(`${field}.expirationSeconds`, expirationSeconds, text));
  }
  return errors;
}

const MUTABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/**
 * A running pod's spec is fixed but for images; the rest is told as it was and as it would be. kubernetes
 * ValidatePodUpdate
 */
export function validatePodUpdate(pod: KubeObject, before: KubeObject): FieldError[] {
  const [spec, old] = [(pod.spec ?? {}) as PodSpec, (before.spec ?? {}) as PodSpec];
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list] ?? []).length === (old[list] ?? []).length) continue;
    const some = list === 'containers' ? 'containers' : 'init containers';
    return [forbiddenField(`spec.${list}`, `pod updates may not add or remove ${some}`)];
  }
  const [fixed, given] = [podSpecInGo({ ...old }), podSpecInGo(withChangeable(spec, old))];
  return isSame(fixed, given) ? [] : [forbiddenField('spec', `${MUTABLE}\n${goDiff(fixed, given)}`)];
}

/** The new spec with all that may change as it was. */
function withChangeable(spec: PodSpec, old: PodSpec): Record<string, unknown> {
  const withImages = (list: 'containers' | 'initContainers') =>
    spec[list] && { [list]: spec[list].map((one, at) => ({ ...one, image: old[list]?.[at]?.image })) };
  const { activeDeadlineSeconds, tolerations } = old as Record<string, unknown>;
  return { ...spec, ...withImages('containers'), ...withImages('initContainers'), activeDeadlineSeconds, tolerations };
}
