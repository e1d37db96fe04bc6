import type { Container, EnvVar } from 'kubernetes-types/core/v1';
import type { KubeClient, KubeObject } from '../kit/kube-client.ts';

/** A variable of a container that has to do with AWS or with proxies. */
export interface Variable {
  name: string;
  /** Absent where it comes from a Secret, which is not shown, or from a field. */
  value?: string;
  from: Source;
}

/** Where a variable is written: in the pod's own spec, or in an object that the spec names. */
export type Source = { kind: 'spec' } | { kind: 'ConfigMap' | 'Secret'; name: string };

export interface ContainerView {
  spec: Container;
  variables: Variable[];
  /** ConfigMaps and Secrets that could not be read, with the reason. */
  unread: string[];
}

const RELEVANT = /^AWS_|^(HTTPS?|NO|ALL)_PROXY$/i;

/** The container's environment as the kubelet makes it: `envFrom` first, `env` over it. Values of Secrets stay away. */
export async function viewContainer(spec: Container, namespace: string, kube: KubeClient): Promise<ContainerView> {
  const unread: string[] = [];
  const read = async (source: Source): Promise<Record<string, string | undefined>> => {
    if (source.kind === 'spec') return {};
    const path = `/api/v1/namespaces/${namespace}/${source.kind.toLowerCase()}s/${source.name}`;
    try {
      return dataOf(source, await kube.find(path));
    } catch (error) {
      unread.push(`${source.kind} ${source.name} (${error instanceof Error ? error.message : String(error)})`);
      return {};
    }
  };
  const listed = await Promise.all((spec.envFrom ?? []).map((entry) => fromObject(entry, read)));
  const own = await Promise.all((spec.env ?? []).map((variable) => fromSpec(variable, read)));
  const all = new Map([...listed.flat(), ...own].map((variable) => [variable.name, variable]));
  return { spec, variables: [...all.values()].filter(({ name }) => RELEVANT.test(name)), unread };
}

type Read = (source: Source) => Promise<Record<string, string | undefined>>;

async function fromObject(entry: NonNullable<Container['envFrom']>[number], read: Read): Promise<Variable[]> {
  const { prefix = '', configMapRef, secretRef } = entry;
  const from: Source = configMapRef
    ? { kind: 'ConfigMap', name: configMapRef.name ?? '' }
    : { kind: 'Secret', name: secretRef?.name ?? '' };
  return Object.entries(await read(from)).map(([key, value]) => ({ name: `${prefix}${key}`, value, from }));
}

async function fromSpec({ name, value, valueFrom }: EnvVar, read: Read): Promise<Variable> {
  const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
  if (secretKeyRef) return { name, from: { kind: 'Secret', name: secretKeyRef.name ?? '' } };
  if (!configMapKeyRef) return { name, value: valueFrom ? undefined : (value ?? ''), from: { kind: 'spec' } };
  const from: Source = { kind: 'ConfigMap', name: configMapKeyRef.name ?? '' };
  return { name, value: (await read(from))[configMapKeyRef.key], from };
}

function dataOf({ kind }: Source, object: KubeObject | undefined): Record<string, string | undefined> {
  const data = (object?.data ?? {}) as Record<string, string>;
  return kind === 'Secret' ? Object.fromEntries(Object.keys(data).map((key) => [key, undefined])) : data;
}

/** The variable, or undefined if the container does not have it. */
export function variable({ variables }: ContainerView, name: string): Variable | undefined {
  return variables.find((one) => one.name === name);
}

/** `in the spec`, `from Secret keys` */
export function describeSource(from: Source): string {
  return from.kind === 'spec' ? 'in the spec' : `from ${from.kind} ${from.name}`;
}
