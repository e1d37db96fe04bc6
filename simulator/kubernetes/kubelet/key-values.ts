import { fromBase64 } from '../../base64.ts';
import type { KubeObject, Storage } from '../storage.ts';

export type Source = 'configmaps' | 'secrets';

/** A reference to something that is not there (yet); `message` is the kubelet's. It is tried again. */
export class NotThereYet extends Error {}

const KIND = { configmaps: 'ConfigMap', secrets: 'Secret' };

/** The keys and bytes of a ConfigMap or Secret. Undefined if it is missing and `optional`; else throws NotThereYet. */
export function readKeyValues(
  storage: Storage,
  source: Source,
  namespace: string,
  { name = '', optional = false }: { name?: string; optional?: boolean },
): Record<string, Uint8Array> | undefined {
  const object = storage.get(source, namespace, name);
  if (object) return source === 'configmaps' ? configMapBytes(object) : decoded(object.data);
  if (optional) return undefined;
  throw new NotThereYet(`${source.slice(0, -1)} "${name}" not found`);
}

export function missingKey(source: Source, namespace: string, name: string, key: string): NotThereYet {
  return new NotThereYet(`couldn't find key ${key} in ${KIND[source]} ${namespace}/${name}`);
}

function configMapBytes({ data, binaryData }: KubeObject): Record<string, Uint8Array> {
  const encoder = new TextEncoder();
  const texts = Object.entries((data ?? {}) as Record<string, string>);
  return { ...Object.fromEntries(texts.map(([key, text]) => [key, encoder.encode(text)])), ...decoded(binaryData) };
}

function decoded(data: unknown): Record<string, Uint8Array> {
  const entries = Object.entries((data ?? {}) as Record<string, string>);
  return Object.fromEntries(entries.map(([key, text]) => [key, fromBase64(text)]));
}
