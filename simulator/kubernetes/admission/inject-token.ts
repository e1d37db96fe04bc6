import type { Container, EnvVar, PodSpec, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import type { Pod } from './pod.ts';

/** A token's volume, its mount and the environment that points to it. */
export interface Injection {
  volume: string;
  mountPath: string;
  token: { audience: string; expirationSeconds: number; path: string };
  /** The pair that makes SDKs use the token; left out if a container has either of the two. */
  credentialEnv(tokenFile: string): [EnvVar, EnvVar];
  regionalSts: boolean;
  region: string;
  skipped: ReadonlySet<string>;
}

/** Puts the token into the pod and into every container that is not skipped. Overwrites nothing. facts A.3 */
export function injectToken(pod: Pod, injection: Injection): Pod {
  const { spec } = pod;
  const inject = (container: Container) =>
    injection.skipped.has(container.name) ? container : intoContainer(container, injection, isWindows(spec));
  return {
    ...pod,
    spec: {
      ...spec,
      // Even if all containers are skipped. facts A.3
      volumes: withVolume(spec.volumes ?? [], injection),
      containers: spec.containers.map(inject),
      ...(spec.initContainers && { initContainers: spec.initContainers.map(inject) }),
    },
  };
}

function withVolume(volumes: Volume[], { volume: name, token }: Injection): Volume[] {
  if (volumes.some((volume) => volume.name === name)) return volumes;
  // The API server defaults the mode after the webhook.
  return [{ name, projected: { sources: [{ serviceAccountToken: token }], defaultMode: 420 } }, ...volumes];
}

function intoContainer(container: Container, injection: Injection, windows: boolean): Container {
  const { env = [], volumeMounts = [] } = container;
  const file = `${injection.mountPath}/${injection.token.path}`;
  const pair = injection.credentialEnv(windows ? `C:${file.replaceAll('/', '\\')}` : file);
  const has = (...names: string[]) => env.some((variable) => names.includes(variable.name));
  const credentialsSet = has(...pair.map((variable) => variable.name));
  const regionSet = has('AWS_DEFAULT_REGION', 'AWS_REGION');
  const stsSet = has('AWS_STS_REGIONAL_ENDPOINTS');
  // The webhook's own shortcut: such a container does not even get the mount. facts A.3
  if (credentialsSet && regionSet && stsSet) return container;
  const added = [
    ...(injection.regionalSts && !stsSet ? [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' }] : []),
    ...(regionSet ? [] : ['AWS_DEFAULT_REGION', 'AWS_REGION'].map((name) => ({ name, value: injection.region }))),
    ...(credentialsSet ? [] : pair),
  ];
  return { ...container, env: [...env, ...added], volumeMounts: withMount(volumeMounts, injection) };
}

/** Looks at the volume's name, not at the path. facts A.3 */
function withMount(mounts: VolumeMount[], { volume: name, mountPath }: Injection): VolumeMount[] {
  return mounts.some((mount) => mount.name === name) ? mounts : [...mounts, { name, readOnly: true, mountPath }];
}

/** By node selector only; affinity is not looked at. facts A.3 */
const isWindows = ({ nodeSelector = {} }: PodSpec) =>
  nodeSelector['kubernetes.io/os'] === 'windows' || nodeSelector['beta.kubernetes.io/os'] === 'windows';
