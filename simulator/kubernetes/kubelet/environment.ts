import type { Container, EnvFromSource, EnvVar, EnvVarSource } from 'kubernetes-types/core/v1';
import type { Storage } from '../storage.ts';
import { expandVariables } from './expand-variables.ts';
import { missingKey, NotThereYet, readKeyValues, type Source } from './key-values.ts';
import { namespaceOf, type Pod } from './pod.ts';
import { type PodAddresses, podField } from './pod-field.ts';
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
    const value = readVariable(storage, pod, variable, addresses, env);
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

function readVariable(
  storage: Storage,
  pod: Pod,
  { value = '', valueFrom }: EnvVar,
  addresses: PodAddresses,
  env: Record<string, string>,
): string | undefined {
  return valueFrom ? readSource(storage, pod, valueFrom, addresses) : expandVariables(value, env);
}

function readSource(storage: Storage, pod: Pod, from: EnvVarSource, addresses: PodAddresses): string | undefined {
  if (from.configMapKeyRef) return readKey(storage, 'configmaps', pod, from.configMapKeyRef);
  if (from.secretKeyRef) return readKey(storage, 'secrets', pod, from.secretKeyRef);
  const path = from.fieldRef?.fieldPath;
  const field = path === undefined ? undefined : podField(pod, path, addresses);
  if (field !== undefined) return field;
  throw new NotThereYet(path ? `unsupported fieldPath: ${path}` : 'the local cloud has no resourceFieldRef');
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
