import type { Case } from './case.ts';
import type { ContainerView, Variable } from './environment.ts';

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
function workloadOf({ pod }: Pick<Case, 'pod'>): string | undefined {
  const { ownerReferences = [], labels = {} } = pod.metadata;
  const owner = ownerReferences[0];
  if (!owner) return undefined;
  if (owner.kind !== 'ReplicaSet') return `${owner.kind.toLowerCase()}/${owner.name}`;
  const suffix = `-${labels['pod-template-hash']}`;
  return owner.name.endsWith(suffix) ? `deployment/${owner.name.slice(0, -suffix.length)}` : `replicaset/${owner.name}`;
}

/** What makes new pods by itself when its template changes. */
function rolledOut(seen: Pick<Case, 'place' | 'pod'>): string | undefined {
  const workload = workloadOf(seen);
  return workload && /^(deployment|daemonset|statefulset)\//.test(workload) ? workload : undefined;
}

/** New pods in place of this one: the webhook sees a pod once, when it is made. facts A.1 */
export function recreate(seen: Pick<Case, 'place' | 'pod'>): string {
  const workload = rolledOut(seen);
  if (workload) return kubectl(seen, 'rollout', 'restart', workload);
  const gone = kubectl(seen, 'delete', 'pod', seen.pod.metadata.name);
  return workloadOf(seen) ? gone : `${gone}\n# then make it again from its manifest`;
}

/** Changes what pods are made from, by a strategic merge patch, which makes new ones. */
export function patchPods(seen: Pick<Case, 'place' | 'pod'>, template: object): string {
  const workload = rolledOut(seen);
  if (workload) return kubectl(seen, 'patch', workload, '-p', JSON.stringify({ spec: { template } }));
  return `# Merge ${JSON.stringify(template)} into the pod's manifest, then:\n${recreate(seen)}`;
}

/** Takes variables out of a container, from where they are written: its `env`, or an object that `envFrom` names. */
export function withoutVariables(seen: Case, { spec }: ContainerView, variables: Variable[]): string {
  const inEnv = variables.filter(({ name }) => spec.env?.some((one) => one.name === name));
  const object = variables.map(({ from }) => from).find(({ kind }) => kind !== 'spec');
  if (inEnv.length === 0 && object && object.kind !== 'spec') {
    const patch = JSON.stringify({ data: Object.fromEntries(variables.map(({ name }) => [name, null])) });
    return `${kubectl(seen, 'patch', object.kind.toLowerCase(), object.name, '-p', patch)}\n${recreate(seen)}`;
  }
  const names = variables.map(({ name }) => name).join(', ');
  if (!rolledOut(seen)) return `# Take ${names} out of the pod's manifest, then:\n${recreate(seen)}`;
  const env = inEnv.map(({ name }) => ({ $patch: 'delete', name }));
  return patchPods(seen, { spec: { containers: [{ name: spec.name, env }] } });
}
