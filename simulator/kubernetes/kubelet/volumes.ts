import type { DownwardAPIVolumeFile, KeyToPath, Volume, VolumeProjection } from 'kubernetes-types/core/v1';
import type { Storage } from '../storage.ts';
import { missingKey, NotThereYet, readKeyValues, type Source } from './key-values.ts';
import type { PodTokenRequest } from './kubelet.ts';
import { namespaceOf, type Pod, serviceAccountOf } from './pod.ts';
import { type PodAddresses, podField } from './pod-field.ts';
import { podResource } from './resource-field.ts';

type Files = Record<string, Uint8Array>;

/** A volume's present content. */
export interface VolumeFiles {
  files: Files;
  /** Containers of the pod write into it. */
  shared: boolean;
  /** The earliest instant at which a token in it has to be renewed. */
  renewAtMs?: number;
}

export interface VolumeSurroundings {
  storage: Storage;
  now(): number;
  addresses: PodAddresses;
  mintPodToken(request: PodTokenRequest): Promise<{ token: string; expiresAtMs: number }>;
}

/** The kubelet renews at 80 % of a token's life, or when it is a day old. facts A.6 */
const RENEW_AT = 0.8;
const ONE_DAY_MS = 86_400_000;
/** What the API server defaults a projection to. */
const DEFAULT_TTL_SECONDS = 3600;

/** Reads a volume's files. Errors: NotThereYet, StatusError of the token's mint. */
export async function readVolume(around: VolumeSurroundings, pod: Pod, volume: Volume): Promise<VolumeFiles> {
  const { configMap, secret, projected, downwardAPI, emptyDir } = volume;
  if (emptyDir) return { files: {}, shared: true };
  const sources: VolumeProjection[] | undefined = projected
    ? (projected.sources ?? [])
    : configMap
      ? [{ configMap }]
      : secret
        ? [{ secret: { ...secret, name: secret.secretName } }]
        : downwardAPI && [{ downwardAPI }];
  if (!sources) throw new NotThereYet(`the local cloud has no ${kindOf(volume)} volumes`);
  const parts = await Promise.all(sources.map((source) => readProjection(around, pod, source)));
  const renewals = parts.flatMap(({ renewAtMs }) => renewAtMs ?? []);
  return {
    files: Object.assign({}, ...parts.map(({ files }) => files)) as Files,
    shared: false,
    ...(renewals.length > 0 && { renewAtMs: Math.min(...renewals) }),
  };
}

const kindOf = (volume: Volume) => Object.keys(volume).find((key) => key !== 'name') ?? 'unnamed';

async function readProjection(
  around: VolumeSurroundings,
  pod: Pod,
  { serviceAccountToken, configMap, secret, downwardAPI }: VolumeProjection,
): Promise<{ files: Files; renewAtMs?: number }> {
  if (serviceAccountToken) return readToken(around, pod, serviceAccountToken);
  if (downwardAPI) return { files: readFields(around, pod, downwardAPI.items ?? []) };
  if (configMap) return { files: readItems(around.storage, 'configmaps', pod, configMap) };
  if (secret) return { files: readItems(around.storage, 'secrets', pod, secret) };
  throw new NotThereYet('the local cloud has no such projection');
}

async function readToken(
  { mintPodToken, now, addresses }: VolumeSurroundings,
  pod: Pod,
  asked: NonNullable<VolumeProjection['serviceAccountToken']>,
): Promise<{ files: Files; renewAtMs: number }> {
  const mintedAt = now();
  const { token, expiresAtMs } = await mintPodToken({
    namespace: namespaceOf(pod),
    serviceAccount: serviceAccountOf(pod),
    pod: { name: pod.metadata.name, uid: pod.metadata.uid },
    node: addresses.nodeName,
    audience: asked.audience ?? '',
    expirationSeconds: asked.expirationSeconds ?? DEFAULT_TTL_SECONDS,
  });
  const renewAtMs = mintedAt + Math.min(RENEW_AT * (expiresAtMs - mintedAt), ONE_DAY_MS);
  return { files: { [asked.path]: new TextEncoder().encode(token) }, renewAtMs };
}

function readItems(
  storage: Storage,
  source: Source,
  pod: Pod,
  reference: { name?: string; optional?: boolean; items?: KeyToPath[] },
): Files {
  const { name = '', items, optional = false } = reference;
  const values = readKeyValues(storage, source, namespaceOf(pod), reference);
  if (!values || !items) return values ?? {};
  const files: Files = {};
  for (const { key, path } of items) {
    const bytes = values[key];
    if (bytes) files[path] = bytes;
    else if (!optional) throw missingKey(source, namespaceOf(pod), name, key);
  }
  return files;
}

function readFields({ storage, addresses }: VolumeSurroundings, pod: Pod, items: DownwardAPIVolumeFile[]): Files {
  const files: Files = {};
  for (const { path, fieldRef, resourceFieldRef } of items) {
    const value = fieldRef
      ? podField(pod, fieldRef.fieldPath, addresses)
      : resourceFieldRef && podResource(storage, pod, resourceFieldRef, addresses.nodeName);
    if (value === undefined) throw new NotThereYet(`unsupported fieldPath: ${fieldRef?.fieldPath}`);
    files[path] = new TextEncoder().encode(value);
  }
  return files;
}
