import type { Taint, Toleration } from 'kubernetes-types/core/v1';

/** The first taint that keeps a pod with these tolerations away. kubernetes.io, "Taints and Tolerations" */
export function findUntolerated(taints: Taint[] = [], tolerations: Toleration[] = []): Taint | undefined {
  const keepsAway = ({ effect }: Taint) => effect === 'NoSchedule' || effect === 'NoExecute';
  return taints.filter(keepsAway).find((taint) => !tolerations.some((one) => tolerates(one, taint)));
}

/** No key with Exists tolerates every key, no effect every effect. */
export function tolerates({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  return operator === 'Exists' || value === (taint.value ?? '');
}

/** What a cordoned node is kept clear by. */
export const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
