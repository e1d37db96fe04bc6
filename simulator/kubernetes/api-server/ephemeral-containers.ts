import type { KubeObject } from '../storage.ts';
import { canonicalJson } from './canonical-json.ts';
import { duplicate, type FieldError, forbiddenField, notFoundValue, required } from './invalid.ts';
import { dnsLabel } from './validate-metadata.ts';

interface Container {
  name?: string;
  image?: string;
  targetContainerName?: string;
}

interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  ephemeralContainers?: Container[];
}

const specOf = (pod: KubeObject) => (pod.spec ?? {}) as PodSpec;

/** The pod with the ephemeral containers that a client sent: `pods/<name>/ephemeralcontainers` changes nothing else. */
export function withDebuggers(pod: KubeObject, sent: KubeObject): KubeObject {
  const { ephemeralContainers = [] } = specOf(sent);
  const { resourceVersion, managedFields = [] } = sent.metadata;
  const metadata = { ...pod.metadata, resourceVersion, managedFields };
  return { ...pod, metadata, spec: { ...specOf(pod), ephemeralContainers } };
}

const PATH = 'spec.ephemeralContainers';

/** They are added, and stay as they are. kubernetes ValidatePodEphemeralContainersUpdate */
export function validateEphemeralContainers(pod: KubeObject, before: KubeObject): FieldError[] {
  const { ephemeralContainers = [] } = specOf(pod);
  const kept = (specOf(before).ephemeralContainers ?? []).flatMap((old) => {
    const now = ephemeralContainers.find(({ name }) => name === old.name);
    const existing = `existing ephemeral containers "${old.name}" may not be`;
    if (!now) return [forbiddenField(PATH, `${existing} removed\n`)];
    return canonicalJson(old) === canonicalJson(now) ? [] : [forbiddenField(PATH, `${existing} changed\n`)];
  });
  return [...ephemeralContainers.flatMap((one, at) => validateOne(specOf(pod), one, at)), ...kept];
}

// kubernetes allowedEphemeralContainerFields
const FORBIDDEN = ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];

function validateOne(spec: PodSpec, container: Container, at: number): FieldError[] {
  const { name = '', image, targetContainerName: target } = container;
  const path = `${PATH}[${at}]`;
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  const others = [...containers, ...initContainers, ...ephemeralContainers.slice(0, at)];
  const known = others.some((one) => one.name === name) ? [duplicate(`${path}.name`, name)] : [];
  return [
    ...(name ? dnsLabel(`${path}.name`, name) : [required(`${path}.name`)]),
    ...known,
    ...(image ? [] : [required(`${path}.image`)]),
    ...FORBIDDEN.filter((field) => field in container).map((field) =>
      forbiddenField(`${path}.${field}`, 'cannot be set for an Ephemeral Container'),
    ),
    ...(target && !containers.some((one) => one.name === target)
      ? [notFoundValue(`${path}.targetContainerName`, target)]
      : []),
  ];
}

/** A pod cannot be made with them. kubernetes ValidatePodCreate */
export const refuseDebuggers = (pod: KubeObject): FieldError[] =>
  specOf(pod).ephemeralContainers?.length ? [forbiddenField(PATH, 'cannot be set on create')] : [];
