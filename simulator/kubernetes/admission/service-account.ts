import type { Container, PodSpec, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { SAFE_CHARACTERS } from '../safe-characters.ts';
import { forbidden } from '../status-error.ts';
import type { Pod, PodAdmission, ServiceAccount } from './pod.ts';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The ServiceAccount admission plugin: names the `default` account if the pod names none, mounts the API token.
 * kubernetes plugin/pkg/admission/serviceaccount. Errors: StatusError Forbidden if the account does not exist.
 */
export function admitServiceAccount(pod: Pod, surroundings: PodAdmission): Pod {
  const name = pod.spec.serviceAccountName || 'default';
  const account = getServiceAccount(pod, name, surroundings);
  // `serviceAccount` is the field's deprecated name; the API server keeps both alike.
  const named: PodSpec = { ...pod.spec, serviceAccountName: name, serviceAccount: name };
  const spec = withPullSecrets(named, account);
  return { ...pod, spec: mountsToken(spec, account) ? withToken(spec, surroundings) : spec };
}

function getServiceAccount(pod: Pod, name: string, { findServiceAccount }: PodAdmission): ServiceAccount {
  const { namespace = 'default', name: podName, generateName } = pod.metadata;
  const found = findServiceAccount(namespace, name);
  if (found) return found;
  const cause = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  // A generated name is made after admission: real refusals end in the dash.
  throw forbidden('pods', generateName || podName, cause);
}

function withPullSecrets(spec: PodSpec, { imagePullSecrets = [] }: ServiceAccount): PodSpec {
  return spec.imagePullSecrets?.length || imagePullSecrets.length === 0 ? spec : { ...spec, imagePullSecrets };
}

/** The pod's word counts before the account's; yes if neither says. */
const mountsToken = (spec: PodSpec, account: ServiceAccount) =>
  spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;

function withToken(spec: PodSpec, { ids }: PodAdmission): PodSpec {
  const { volumes = [], containers, initContainers = [] } = spec;
  if ([...containers, ...initContainers].every(hasMount)) return spec;
  const existing = volumes.find((volume) => volume.name.startsWith('kube-api-access-'));
  const name = existing?.name ?? `kube-api-access-${ids.chars(5, SAFE_CHARACTERS)}`;
  const mount = (container: Container) => (hasMount(container) ? container : withMount(container, name));
  return {
    ...spec,
    volumes: existing ? volumes : [...volumes, tokenVolume(name)],
    containers: containers.map(mount),
    ...(initContainers.length > 0 && { initContainers: initContainers.map(mount) }),
  };
}

const hasMount = ({ volumeMounts = [] }: Container) => volumeMounts.some((mount) => mount.mountPath === MOUNT_PATH);

function withMount(container: Container, name: string): Container {
  const mount: VolumeMount = { name, readOnly: true, mountPath: MOUNT_PATH };
  return { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] };
}

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      sources: [
        // 3607 s is what the API server recognizes as its own request. facts A.6
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  };
}
