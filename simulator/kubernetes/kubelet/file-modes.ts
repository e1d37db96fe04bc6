import type { DownwardAPIVolumeFile, KeyToPath, Volume } from 'kubernetes-types/core/v1';
import type { Pod } from './pod.ts';

export type Modes = Record<string, number>;

const DEFAULT_MODE = 0o644;
const TOKEN_MODE = 0o600;
/** What a pod's fsGroup adds for it. kubernetes pkg/volume/volume_linux.go */
const FOR_GROUP = 0o440;

/**
 * Permission bits of a volume's files, those that have none of their own under the empty path. Who owns the files does not
 * show here. kubernetes pkg/volume: configmap, secret, downwardapi, projected
 */
export function fileModes(volume: Volume, pod: Pod): Modes {
  const { configMap, secret, projected, downwardAPI } = volume;
  const { fsGroup, runAsUser } = pod.spec.securityContext ?? {};
  const source = configMap ?? secret ?? projected ?? downwardAPI;
  const items: (KeyToPath | DownwardAPIVolumeFile)[] = [
    ...(configMap?.items ?? secret?.items ?? downwardAPI?.items ?? []),
    ...(projected?.sources ?? []).flatMap(
      (one) => one.configMap?.items ?? one.secret?.items ?? one.downwardAPI?.items ?? [],
    ),
  ];
  const modes: Modes = { '': source?.defaultMode ?? DEFAULT_MODE };
  for (const { path, mode } of items) if (mode !== undefined) modes[path] = mode;
  // A token is for one user or group, where the pod names one.
  const tokens = (projected?.sources ?? []).flatMap(({ serviceAccountToken }) => serviceAccountToken ?? []);
  if (fsGroup !== undefined || runAsUser !== undefined) for (const { path } of tokens) modes[path] = TOKEN_MODE;
  return fsGroup === undefined ? modes : mapValues(modes, (mode) => mode | FOR_GROUP);
}

const mapValues = (modes: Modes, change: (mode: number) => number): Modes =>
  Object.fromEntries(Object.entries(modes).map(([path, mode]) => [path, change(mode)]));
