import type { Container, EnvVar, PodSpec, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import type { Pod } from './pod.ts';
import type { TokenPlace } from './webhook-settings.ts';

/** One step of a JSON patch. RFC 6902 */
export interface PatchOperation {
  op: 'add';
  path: string;
  value: unknown;
}

/** A token, where it goes, and the environment that points to it. */
export interface Injection extends TokenPlace {
  audience: string;
  expirationSeconds: number;
  /** The pair that makes SDKs use the token; left out if a container has either of the two. */
  credentialEnv(tokenFile: string): [EnvVar, EnvVar];
  regionalSts: boolean;
  region: string;
  skipped: ReadonlySet<string>;
}

/** The patch that puts the token into the pod and into each container that is not skipped. Overwrites nothing. facts A.3 */
export function injectToken({ spec }: Pod, injection: Injection): PatchOperation[] {
  const { containers, initContainers = [] } = spec;
  const inject = (container: Container) =>
    injection.skipped.has(container.name) ? container : intoContainer(container, injection, isWindows(spec));
  return [
    // Even if all containers are skipped. facts A.3
    ...addVolume(spec.volumes, injection),
    // Whole lists, even if nothing in them changes. facts A.3
    add('/spec/containers', containers.map(inject)),
    ...(initContainers.length > 0 ? [add('/spec/initContainers', initContainers.map(inject))] : []),
  ];
}

export const add = (path: string, value: unknown): PatchOperation => ({ op: 'add', path, value });

function addVolume(volumes: Volume[] | undefined, injection: Injection): PatchOperation[] {
  const { volume: name, audience, expirationSeconds, path } = injection;
  if (volumes?.some((volume) => volume.name === name)) return [];
  const sources = [{ serviceAccountToken: { audience, expirationSeconds, path } }];
  const volume: Volume = { name, projected: { sources } };
  return [volumes ? add('/spec/volumes/0', volume) : add('/spec/volumes', [volume])];
}

function intoContainer(container: Container, injection: Injection, windows: boolean): Container {
  const { env = [], volumeMounts = [] } = container;
  const file = `${injection.mountPath}/${injection.path}`;
  const pair = injection.credentialEnv(windows ? `C:${file.replaceAll('/', '\\')}` : file);
  const has = (...names: string[]) => env.some((variable) => names.includes(variable.name));
  const credentialsSet = has(...pair.map((variable) => variable.name));
  const regionSet = has('AWS_DEFAULT_REGION', 'AWS_REGION');
  const stsSet = has('AWS_STS_REGIONAL_ENDPOINTS');
  // The webhook's own shortcut: such a container does not even get the mount. facts A.3
  if (credentialsSet && regionSet && stsSet) return container;
  const regions = injection.region === '' || regionSet ? [] : ['AWS_DEFAULT_REGION', 'AWS_REGION'];
  const added = [
    ...(injection.regionalSts && !stsSet ? [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' }] : []),
    ...regions.map((name) => ({ name, value: injection.region })),
    ...(credentialsSet ? [] : pair),
  ];
  const all = [...env, ...added];
  return { ...container, ...(all.length > 0 && { env: all }), volumeMounts: withMount(volumeMounts, injection) };
}

/** Looks at the volume's name, not at the path. facts A.3 */
function withMount(mounts: VolumeMount[], { volume: name, mountPath }: Injection): VolumeMount[] {
  return mounts.some((mount) => mount.name === name) ? mounts : [...mounts, { name, readOnly: true, mountPath }];
}

/** By node selector only; affinity is not looked at. facts A.3 */
const isWindows = ({ nodeSelector = {} }: PodSpec) =>
  nodeSelector['kubernetes.io/os'] === 'windows' || nodeSelector['beta.kubernetes.io/os'] === 'windows';
