import type { Pod } from '../kubelet/pod.ts';
import type { NodeObject } from '../nodes/node-object.ts';
import { parseQuantity } from '../quantity.ts';
import { matchesAffinity } from './node-affinity.ts';
import { type Amounts, podRequests } from './pod-requests.ts';
import { findUntolerated, tolerates, UNSCHEDULABLE } from './taints.ts';

/** Why a node cannot take a pod. */
export interface Refusal {
  reasons: string[];
  /** Whether it could, were other pods taken away. */
  preemptible: boolean;
}

/**
 * The scheduler's filters, in their order; the first that fails tells why. Undefined if the node can take the pod.
 * Texts: kubernetes pkg/scheduler/framework/plugins
 */
export function refusalOf(pod: Pod, node: NodeObject, used: Amounts): Refusal | undefined {
  const { spec } = pod;
  const { unschedulable, taints } = node.spec ?? {};
  const isHelpless = (reason: string): Refusal => ({ reasons: [reason], preemptible: false });
  if (unschedulable && !spec.tolerations?.some((one) => tolerates(one, UNSCHEDULABLE))) {
    return isHelpless('node(s) were unschedulable');
  }
  const taint = findUntolerated(taints, spec.tolerations);
  if (taint) return isHelpless(`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`);
  if (!matchesAffinity(spec, node)) return isHelpless("node(s) didn't match Pod's node affinity/selector");
  return shortageOf(pod, node, used);
}

function shortageOf(pod: Pod, { status }: NodeObject, used: Amounts): Refusal | undefined {
  const requests = Object.entries(podRequests(pod)).filter(([, amount]) => amount > 0);
  const total = (name: string) => parseQuantity(status?.allocatable?.[name]);
  const short = requests.filter(([name, amount]) => amount + (used[name] ?? 0) > total(name) + ROUNDING);
  if (short.length === 0) return undefined;
  const reasons = short.map(([name]) => (name === 'pods' ? 'Too many pods' : `Insufficient ${name}`));
  // More than the node has at all: no preemption would make room.
  return { reasons, preemptible: short.every(([name, amount]) => amount <= total(name)) };
}

/** Sums of 0.1 are not exact. */
const ROUNDING = 1e-9;

/** framework.FitError: how many nodes are refused by which reason. */
export function unschedulableMessage(refusals: Refusal[]): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods';
  const none = `0/${refusals.length} nodes are available`;
  const help = refusals.map(({ preemptible }) => (preemptible ? NO_VICTIMS : NOT_HELPFUL));
  return `${none}: ${tally(refusals.flatMap(({ reasons }) => reasons))}. preemption: ${none}: ${tally(help)}.`;
}

const NO_VICTIMS = 'No preemption victims found for incoming pod';
const NOT_HELPFUL = 'Preemption is not helpful for scheduling';

/** `1 Insufficient cpu, 2 Too many pods`, in the order of the texts. */
function tally(reasons: string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
