/** A status that passes by itself. */
export interface Transition<Status extends string> {
  status: Status;
  untilMs: number;
}

/** How long EKS works on something. AWS takes minutes; here clients shall only see that it takes time. */
export const WORK_MS = 1000;

/** DELETING does not pass: who deletes also removes the row. */
export function statusOf<Status extends string>(
  { transition }: { transition?: Transition<Status> },
  now: number,
): Status | 'ACTIVE' {
  if (!transition) return 'ACTIVE';
  return transition.status === 'DELETING' || now < transition.untilMs ? transition.status : 'ACTIVE';
}

export const working = <Status extends string>(status: Status, now: number): Transition<Status> => ({
  status,
  untilMs: now + WORK_MS,
});
