/** One setup of the workshop in an account: what `lab:setup` makes and `lab:clean` removes. */
export interface Run {
  /** Seven letters and digits, so that no name grows too long. Every name that the setup gives holds it. */
  id: string;
  account: string;
  region: string;
  /** In ms since the epoch: what is older was not made by this run. */
  startedAt: number;
  clusters: Clusters;
  /** False where the learner brought the clusters: then the setup makes nothing, and clean-up leaves them alone. */
  makesClusters: boolean;
}

export interface Clusters {
  CLUSTER_A: string;
  CLUSTER_B: string;
}

/** What a run is made of, in the order in which it is made: both clusters at once, after their network. */
export type StackKind = 'network' | ClusterStackKind;
export type ClusterStackKind = 'cluster-a' | 'cluster-b';
export const CLUSTER_STACKS: ClusterStackKind[] = ['cluster-a', 'cluster-b'];
export const STACKS: StackKind[] = ['network', ...CLUSTER_STACKS];

/** On everything that the run makes and that takes tags. Its value is the run's id. */
export const RUN_TAG = 'pod-identity-workshop:run';

const STACK_NAME = /^pod-identity-workshop-([a-z0-9]{7})-(network|cluster-a|cluster-b)$/;
const ID_BYTES = 4;

export const stackName = (run: Pick<Run, 'id'>, kind: StackKind) => `pod-identity-workshop-${run.id}-${kind}`;

/** The run whose stack has this name, whatever its tags say; undefined for a stack that is no run's. */
export const runOfStack = (name: string): string | undefined => STACK_NAME.exec(name)?.[1];

/** Begin as the pages' `workshop-a` does: the names of sessions show the first ten characters. facts B.6 */
export const clusterNames = (id: string): Clusters => ({
  CLUSTER_A: `workshop-a-${id}`,
  CLUSTER_B: `workshop-b-${id}`,
});

/** The name of the cluster that a stack makes. */
export const clusterOfStack = ({ clusters }: Run, kind: ClusterStackKind): string =>
  kind === 'cluster-a' ? clusters.CLUSTER_A : clusters.CLUSTER_B;

/** A run's id, from random bytes of which `randomBytes` gives as many as it is asked for. */
export function newRunId(randomBytes: (count: number) => Uint8Array): string {
  const number = [...randomBytes(ID_BYTES)].reduce((sum, byte) => sum * 256 + byte, 0);
  return number.toString(36).padStart(7, '0');
}
