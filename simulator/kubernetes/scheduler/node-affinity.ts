import type { NodeSelectorTerm, PodSpec } from 'kubernetes-types/core/v1';
import { holds } from '../api-server/selectors.ts';
import type { NodeObject } from '../nodes/node-object.ts';

/** Whether the node has what `nodeSelector` and required node affinity want. component-helpers, scheduling/corev1/nodeaffinity */
export function matchesAffinity({ nodeSelector = {}, affinity }: PodSpec, node: NodeObject): boolean {
  const labels = node.metadata.labels ?? {};
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const selected = Object.entries(nodeSelector).every(([key, value]) => labels[key] === value);
  return selected && (!terms || terms.some((term) => matchesTerm(term, labels, node.metadata.name)));
}

/** An empty term matches nothing. */
function matchesTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  labels: Record<string, string>,
  name: string,
): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const fields = { 'metadata.name': name };
  return (
    matchExpressions.every(({ key, operator, values = [] }) => holds(labels, key, operator, values)) &&
    matchFields.every(({ key, operator, values = [] }) => holds(fields, key, operator, values))
  );
}
