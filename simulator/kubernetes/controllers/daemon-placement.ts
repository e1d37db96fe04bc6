import type { NodeSelector, Toleration } from 'kubernetes-types/core/v1';
import type { NodeObject } from '../nodes/node-object.ts';
import { matchesAffinity } from '../scheduler/node-affinity.ts';
import { findUntolerated } from '../scheduler/taints.ts';
import type { KubeObject } from '../storage.ts';
import type { DaemonSet, Pod } from './workloads.ts';

const tolerated = (key: string, effect: string): Toleration => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect,
});

/** What every daemon bears. kubernetes pkg/controller/daemon/util AddOrUpdateDaemonPodTolerations */
const TOLERATIONS = [
  tolerated('not-ready', 'NoExecute'),
  tolerated('unreachable', 'NoExecute'),
  tolerated('disk-pressure', 'NoSchedule'),
  tolerated('memory-pressure', 'NoSchedule'),
  tolerated('pid-pressure', 'NoSchedule'),
  tolerated('unschedulable', 'NoSchedule'),
];

const FOR_HOST_NETWORK = tolerated('network-unavailable', 'NoSchedule');

function tolerationsOf({ tolerations = [], hostNetwork }: Pod['spec']): Toleration[] {
  return [...tolerations, ...TOLERATIONS, ...(hostNetwork ? [FOR_HOST_NETWORK] : [])];
}

/** Whether the set is to have a pod on this node. */
export function runsOn({ spec }: DaemonSet, node: NodeObject): boolean {
  const podSpec = spec.template.spec;
  if (!podSpec) return false;
  return matchesAffinity(podSpec, node) && !findUntolerated(node.spec?.taints, tolerationsOf(podSpec));
}

/** The pod bound to one node, by affinity: the scheduler then sees to the rest. */
export function onNode(pod: KubeObject, node: string): KubeObject {
  const spec = pod.spec as Pod['spec'];
  const matchFields = [{ key: NAME_FIELD, operator: 'In', values: [node] }];
  const required: NodeSelector = { nodeSelectorTerms: [{ matchFields }] };
  const nodeAffinity = {
    ...spec.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: required,
  };
  return { ...pod, spec: { ...spec, affinity: { ...spec.affinity, nodeAffinity }, tolerations: tolerationsOf(spec) } };
}

const NAME_FIELD = 'metadata.name';

/** The node that a set's pod is on, or is meant for. */
export function nodeOfDaemon({ spec }: Pod): string | undefined {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const fields = required?.nodeSelectorTerms.flatMap(({ matchFields = [] }) => matchFields) ?? [];
  return spec.nodeName ?? fields.find(({ key }) => key === NAME_FIELD)?.values?.[0];
}
