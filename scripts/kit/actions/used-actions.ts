import type { Records, RequestRecord } from '../../../simulator/wire/records.ts';

/** A permission that was asked for: an IAM action, and the ARN or `*` that it was asked on. */
export interface Used {
  action: string;
  resource: string;
}

/** What the learner had to be allowed: for labs on clusters that are there, and for clusters of the run's own. */
export interface Collected {
  labs: Used[];
  clusters: Used[];
}

/** Notes what one caller is asked to be allowed, from now until `end` is called, which answers it. */
export function noteActions(records: Records, callerArn: string): () => Used[] {
  const found = new Map<string, Used>();
  const end = records.subscribe((record) => {
    for (const one of usedIn(record, callerArn)) found.set(`${one.action} ${one.resource}`, one);
  });
  return () => {
    end();
    return [...found.values()];
  };
}

/** Calls that CloudFormation makes are the caller's as well. What was refused on purpose would have to be allowed too, so it counts. */
function usedIn({ caller, decisions }: RequestRecord, callerArn: string): Used[] {
  if (caller?.arn !== callerArn) return [];
  return decisions.map(({ action, resource }) => ({ action, resource }));
}
