import type { Caller } from './caller.ts';

/**
 * The tags of a call that its caller chose, without the reserved ones (`aws:…`) of a service that calls for it, such as
 * CloudFormation's: rules for tags are for the former.
 */
export function chosenTags(tags: Record<string, string> = {}, { calledVia }: Caller): Record<string, string> {
  if (calledVia === undefined) return tags;
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')));
}
