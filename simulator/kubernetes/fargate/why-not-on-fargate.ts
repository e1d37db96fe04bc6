import type { Pod } from '../kubelet/pod.ts';

/** What Fargate's scheduler says of a pod that asks for what Fargate has not. aws/containers-roadmap#1517, freegroup/kube-s3#14 */
export function whyNotOnFargate({ spec }: Pod): string | undefined {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const volume = spec.volumes?.find(({ hostPath }) => hostPath);
  const hasHostPort = containers.some(({ ports = [] }) => ports.some(({ hostPort, hostIP }) => hostPort || hostIP));
  const problems = [
    spec.hostNetwork && 'fields not supported: HostNetwork',
    containers.some(({ securityContext }) => securityContext?.privileged) &&
      'invalid SecurityContext fields: Privileged',
    (hasHostPort || (spec.hostNetwork && containers.some(({ ports }) => ports?.length))) &&
      'port contains HostIP or HostPort',
    volume && `volumes not supported: ${volume.name} is of an unsupported volume Type`,
  ].filter(Boolean);
  return problems.length > 0 ? `Pod not supported on Fargate: ${problems.join(', ')}` : undefined;
}
