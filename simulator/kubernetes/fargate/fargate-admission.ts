import type { Pod } from '../admission/pod.ts';
import { type FargateProfile, findProfile, PROFILE_LABEL } from './fargate-profile.ts';

export const FARGATE_SCHEDULER = 'fargate-scheduler';

/**
 * What EKS's webhook 0500-amazon-eks-fargate-mutation does to a pod that a profile takes; it runs before that of pod
 * identities, which knows nothing of it. EKS user guide, "Define which Pods use AWS Fargate when launched"
 */
export function sendToFargate(pod: Pod, profiles: FargateProfile[]): Pod {
  const profile = findProfile(pod, profiles);
  if (!profile) return pod;
  const labels = { ...pod.metadata.labels, [PROFILE_LABEL]: profile.name };
  const priority = { priority: 2_000_001_000, priorityClassName: 'system-node-critical' };
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: { ...pod.spec, ...priority, schedulerName: FARGATE_SCHEDULER },
  };
}
