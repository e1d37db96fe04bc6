import { compilePattern, markWildcards } from '../../../policy/wildcard.ts';
import type { KubeObject } from '../storage.ts';

/** An ACTIVE profile of the cluster: which pods run on Fargate. */
export interface FargateProfile {
  name: string;
  selectors: { namespace: string; labels: Record<string, string> }[];
}

export const PROFILE_LABEL = 'eks.amazonaws.com/fargate-profile';
export const COMPUTE_TYPE = 'eks.amazonaws.com/compute-type';

export const isFargateNode = ({ metadata }: KubeObject) => metadata.labels?.[COMPUTE_TYPE] === 'fargate';

/**
 * The profile that takes a pod: the one that its label names, else the first by name. EKS user guide, "Define which Pods
 * use AWS Fargate when launched". Daemons stay where they are: "Daemonsets aren't supported on Fargate", and pods can be
 * kept on EC2 as EKS keeps CoreDNS there.
 */
export function findProfile(pod: KubeObject, profiles: FargateProfile[]): FargateProfile | undefined {
  const { annotations = {}, ownerReferences = [], labels = {} } = pod.metadata;
  if (annotations[COMPUTE_TYPE] === 'ec2' || ownerReferences.some(({ kind }) => kind === 'DaemonSet')) return undefined;
  const matching = profiles.filter(({ selectors }) => selectors.some((selector) => selects(selector, pod)));
  const named = matching.find(({ name }) => name === labels[PROFILE_LABEL]);
  return named ?? matching.sort((left, right) => (left.name < right.name ? -1 : 1))[0];
}

/** All labels of a selector must be there. `*` and `?` are wildcards in namespaces, keys and values. */
function selects({ namespace, labels }: FargateProfile['selectors'][number], { metadata }: KubeObject): boolean {
  const own = Object.entries(metadata.labels ?? {});
  return (
    isLike(metadata.namespace ?? 'default', namespace) &&
    Object.entries(labels).every(([key, value]) =>
      own.some((label) => isLike(label[0], key) && isLike(label[1], value)),
    )
  );
}

const isLike = (text: string, pattern: string) => compilePattern(markWildcards(pattern))(text);
