import type { Container } from 'kubernetes-types/core/v1';
import type { ContainerMount, ContainerSpec } from '../container-runtime.ts';
import { findInCluster } from './cluster-network.ts';
import { resolveEnvironment } from './environment.ts';
import { expandVariables } from './expand-variables.ts';
import type { Node } from './node.ts';
import { namespaceOf, type Pod } from './pod.ts';
import type { PodAddresses } from './pod-field.ts';

/** What the runtime is told to start. Errors: NotThereYet for an environment that cannot be resolved. */
export function containerSpec(options: {
  node: Node;
  pod: Pod;
  container: Container;
  addresses: PodAddresses;
  mounts: ContainerMount[];
}): ContainerSpec {
  const { node, pod, container, addresses, mounts } = options;
  const env = resolveEnvironment(node.storage, pod, container, addresses);
  const { stdin = false, stdinOnce = false, tty = false } = container;
  const expand = (words: string[] = []) => words.map((word) => expandVariables(word, env));
  return {
    cluster: node.cluster,
    namespace: namespaceOf(pod),
    pod: pod.metadata.name,
    hostname: pod.spec.hostNetwork ? node.name : (pod.spec.hostname ?? pod.metadata.name.slice(0, 63)),
    podUid: pod.metadata.uid,
    name: container.name,
    image: container.image ?? '',
    command: expand(container.command),
    args: expand(container.args),
    ...(container.workingDir && { workingDir: container.workingDir }),
    ...(container.terminationMessagePath && { terminationMessagePath: container.terminationMessagePath }),
    ...(container.securityContext?.readOnlyRootFilesystem && { readOnlyRoot: true }),
    env,
    mounts,
    stdin,
    stdinOnce,
    tty,
    agent: node.agent(node.name),
    // A pod's own network is one hop more. EKS best practices, "Restrict access to the instance profile"
    metadata: node.metadata?.(node.name, pod.spec.hostNetwork ? 1 : 2),
    lookUp: (host, port) => findInCluster({ ...node, namespace: namespaceOf(pod) }, host, port),
  };
}
