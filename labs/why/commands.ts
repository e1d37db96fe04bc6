import type { Case } from './case.ts';

/** A word as bash takes it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A kubectl command in the pod's cluster and namespace. */
export function kubectl({ place }: Pick<Case, 'place'>, ...words: string[]): string {
  return ['kubectl', '--context', place.cluster, '-n', place.namespace, ...words.map(quote)].join(' ');
}

/** An AWS command. */
export function aws(...words: string[]): string {
  return ['aws', ...words.map(quote)].join(' ');
}

/** What made the pod, and would make the next: `deployment/app`; undefined for a pod by itself. */
export function workloadOf({ pod }: Pick<Case, 'pod'>): string | undefined {
  const { ownerReferences = [], labels = {} } = pod.metadata;
  const owner = ownerReferences[0];
  if (!owner) return undefined;
  if (owner.kind !== 'ReplicaSet') return `${owner.kind.toLowerCase()}/${owner.name}`;
  const suffix = `-${labels['pod-template-hash']}`;
  return owner.name.endsWith(suffix) ? `deployment/${owner.name.slice(0, -suffix.length)}` : `replicaset/${owner.name}`;
}

/** New pods in place of this one: the webhook sees a pod once, when it is made. facts A.1 */
export function recreate(seen: Pick<Case, 'place' | 'pod'>): string {
  const workload = workloadOf(seen);
  if (workload && /^(deployment|daemonset|statefulset)\//.test(workload)) {
    return kubectl(seen, 'rollout', 'restart', workload);
  }
  const gone = kubectl(seen, 'delete', 'pod', seen.pod.metadata.name);
  return workload ? gone : `${gone}\n# then make it again from its manifest`;
}

/** Takes variables out of the workload's spec, which makes new pods. */
export function withoutVariables(seen: Case, container: string, names: string[]): string {
  const workload = workloadOf(seen);
  if (!workload) return `# Take ${names.join(', ')} out of the pod's manifest, then:\n${recreate(seen)}`;
  const env = names.map((name) => ({ $patch: 'delete', name }));
  const patch = { spec: { template: { spec: { containers: [{ name: container, env }] } } } };
  return kubectl(seen, 'patch', workload, '-p', JSON.stringify(patch));
}

/** Sets fields of the pods' spec in the workload, which makes new pods. */
export function patchPods(seen: Case, spec: object): string {
  const workload = workloadOf(seen);
  if (!workload) return `# Merge ${JSON.stringify(spec)} into the spec of the pod's manifest, then:\n${recreate(seen)}`;
  return kubectl(seen, 'patch', workload, '-p', JSON.stringify({ spec: { template: { spec } } }));
}
