import type { Case } from '../case.ts';
import { recreate } from '../commands.ts';
import { variable } from '../environment.ts';
import { broken, type Finding, holds, link, unknown, warning } from '../link.ts';
import { isInjected, type Mechanism, ROLE_ANNOTATION } from '../mechanism.ts';
import { annotatedAt, bornAt } from '../pod.ts';
import { at, span } from '../times.ts';

/**
 * How long after the association the webhook may not know it yet. EKS says "several seconds" (facts D), and no API tells
 * (containers-roadmap#2507).
 */
const PROPAGATION_MS = 30_000;

/** Pods are given their way once, when they are made: what came later, or too shortly before, passes them by. facts A.1 */
export const timing = link({
  id: 'timing',
  title: 'the pod is younger than what gives it the role',
  look(seen) {
    const { assigned } = seen;
    if (assigned === undefined) return holds('the pod itself says what it uses');
    const has = (mechanism: Mechanism) => seen.containers.some((container) => isInjected(container, mechanism));
    if (has(assigned)) return sinceThen(seen);
    const other = assigned === 'IRSA' ? 'Pod Identity' : 'IRSA';
    return has(other) ? changedSides(seen, other) : neither(seen, assigned);
  },
});

/** When the role was given, in ms, and in words. */
function given({ assigned, association, serviceAccount }: Case): { ms: number; what: string } | undefined {
  if (assigned === 'Pod Identity') {
    return { ms: association?.createdAt?.getTime() ?? 0, what: `association ${association?.associationId}` };
  }
  const ms = serviceAccount && annotatedAt(serviceAccount, ROLE_ANNOTATION);
  return ms === undefined ? undefined : { ms, what: `the annotation ${ROLE_ANNOTATION}` };
}

function neither(seen: Case, assigned: Mechanism): Finding {
  const since = given(seen);
  if (!since) return unknown(`no record says when the annotation was written; the pod was made at ${age(seen)}`);
  const { ms, what } = since;
  const gap = bornAt(seen.pod) - ms;
  if (gap > PROPAGATION_MS) return holds(`${what} is of ${at(ms)}, the pod of ${age(seen)}, ${span(gap)} later`);
  // Kubernetes keeps whole seconds, so that the second of the association counts as before it.
  const text =
    gap < 1000
      ? `the pod was made at ${age(seen)}, ${what} at ${at(ms)}: ${span(-gap)} too late for it`
      : `the pod was made at ${age(seen)}, only ${span(gap)} after ${what}: the webhook did not know it yet`;
  return broken(`${text}. Running pods, and their containers' restarts, never get ${assigned}`, recreate(seen));
}

function changedSides(seen: Case, has: Mechanism): Finding {
  const text = `the pod of ${age(seen)} has the variables of ${has}, and new pods get ${seen.assigned}`;
  if (has === 'Pod Identity') return broken(`${text}: the association that it was made with is gone`, recreate(seen));
  return warning(`${text}: it goes on as ${seen.roleArn}`, recreate(seen));
}

/** The right way; has the role changed since? */
function sinceThen(seen: Case): Finding {
  const { assigned, annotation, association, pod } = seen;
  const role = seen.containers.map((container) => variable(container, 'AWS_ROLE_ARN')?.value).find(Boolean);
  if (assigned === 'IRSA' && role !== annotation) {
    const text = `the pod was made with ${role}, and the annotation now names ${annotation}`;
    return broken(`${text}. Running pods keep what they were made with`, recreate(seen));
  }
  const modified = association?.modifiedAt?.getTime() ?? 0;
  if (assigned === 'Pod Identity' && modified >= bornAt(pod) + 1000) {
    // facts B.4
    const text = `the association was changed at ${at(modified)}, after the pod was made`;
    return warning(`${text}: the agent may hand out the former role's credentials for up to 6 h`, recreate(seen));
  }
  return holds(`made at ${age(seen)}, with the variables of ${assigned}`);
}

const age = ({ pod }: Case) => at(bornAt(pod));
