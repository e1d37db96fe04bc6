import type { Container, EnvFromSource, EnvVarSource } from 'kubernetes-types/core/v1';
import type { Storage } from '../storage.ts';
import { expandVariables } from './expand-variables.ts';
import { missingKey, NotThereYet, readKeyValues, type Source } from './key-values.ts';
import { namespaceOf, type Pod } from './pod.ts';
import { type PodAddresses, podField } from './pod-field.ts';
import { podResource } from './resource-field.ts';
import { serviceLinks } from './service-links.ts';

/**
 * A container's environment as its spec resolves to: the Services' addresses, `envFrom`, then `env` in order.
 * Errors: NotThereYet with the text of CreateContainerConfigError.
 */
export function resolveEnvironment(
  storage: Storage,
  pod: Pod,
  container: Container,
  addresses: PodAddresses,
): Record<string, string> {
  const env: Record<string, string> = serviceLinks(storage, pod);
  for (const source of container.envFrom ?? []) Object.assign(env, readEnvFrom(storage, pod, source));
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? readSource({ storage, pod, container, addresses }, variable.valueFrom)
      : expandVariables(variable.value ?? '', env);
    if (value !== undefined) env[variable.name] = value;
  }
  return env;
}

function readEnvFrom(storage: Storage, pod: Pod, from: EnvFromSource): Record<string, string> {
  const { configMapRef, secretRef, prefix = '' } = from;
  const source: Source = configMapRef ? 'configmaps' : 'secrets';
  const values = readKeyValues(storage, source, namespaceOf(pod), configMapRef ?? secretRef ?? {}) ?? {};
  const decoder = new TextDecoder();
  return Object.fromEntries(Object.entries(values).map(([key, bytes]) => [prefix + key, decoder.decode(bytes)]));
}

interface Reader {
  storage: Storage;
  pod: Pod;
  container: Container;
  addresses: PodAddresses;
}

function readSource({ storage, pod, container, addresses }: Reader, from: EnvVarSource): string | undefined {
  if (from.configMapKeyRef) return readKey(storage, 'configmaps', pod, from.configMapKeyRef);
  if (from.secretKeyRef) return readKey(storage, 'secrets', pod, from.secretKeyRef);
  if (from.resourceFieldRef) {
    const reference = { containerName: container.name, ...from.resourceFieldRef };
    return podResource(storage, pod, reference, addresses.nodeName);
  }
  const path = from.fieldRef?.fieldPath ?? '';
  const field = podField(pod, path, addresses);
  if (field === undefined) throw new NotThereYet(`unsupported fieldPath: ${path}`);
  return field;
}

function readKey(
  storage: Storage,
  source: Source,
  pod: Pod,
  reference: { name?: string; key: string; optional?: boolean },
): string | undefined {
  const { name = '', key, optional = false } = reference;
  const bytes = readKeyValues(storage, source, namespaceOf(pod), reference)?.[key];
  if (bytes) return new TextDecoder().decode(bytes);
  if (optional) return undefined;
  throw missingKey(source, namespaceOf(pod), name, key);
}
