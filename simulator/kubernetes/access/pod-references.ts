import type { Container, Volume } from 'kubernetes-types/core/v1';
import type { Pod } from '../kubelet/pod.ts';

/** The Secrets or ConfigMaps that a pod's spec names. kubernetes pkg/api/v1/pod VisitPodSecretNames, VisitPodConfigmapNames */
export function namesPodUses({ spec }: Pod, kind: 'secret' | 'configMap'): (string | undefined)[] {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const pulling = kind === 'secret' ? (spec.imagePullSecrets ?? []) : [];
  return [
    ...pulling.map(({ name }) => name),
    ...(spec.volumes ?? []).flatMap((volume) => ofVolume(volume, kind)),
    ...containers.flatMap((container) => ofContainer(container, kind)),
  ];
}

function ofVolume({ secret, configMap, projected }: Volume, kind: 'secret' | 'configMap') {
  const own = kind === 'secret' ? secret?.secretName : configMap?.name;
  return [own, ...(projected?.sources ?? []).map((source) => source[kind]?.name)];
}

function ofContainer({ env = [], envFrom = [] }: Container, kind: 'secret' | 'configMap') {
  const isSecret = kind === 'secret';
  return [
    ...env.map(({ valueFrom }) => (isSecret ? valueFrom?.secretKeyRef : valueFrom?.configMapKeyRef)?.name),
    ...envFrom.map(({ secretRef, configMapRef }) => (isSecret ? secretRef : configMapRef)?.name),
  ];
}
