import type { LookupAttribute } from '@aws-sdk/client-cloudtrail';
import type { Case } from './case.ts';
import { bornAt } from './pod.ts';

/** The members of CloudTrail's events that links look at. CloudTrail user guide, "CloudTrail record contents" */
export interface TrailEvent {
  eventName: string;
  eventSource: string;
  eventTime: string;
  errorCode?: string;
  errorMessage?: string;
  userIdentity: { arn?: string; userName?: string; invokedBy?: string };
  requestParameters: Record<string, unknown> | null;
  responseElements: Record<string, unknown> | null;
  /** The whole event, as it came. */
  text: string;
}

/** Enough for one pod, and few enough for two requests a second. CloudTrail API reference, "LookupEvents" */
const PAGES = 3;

/** The event history since the pod was made, by one attribute, the newest first. */
export async function lookupEvents(
  { world, pod }: Pick<Case, 'world' | 'pod'>,
  AttributeKey: LookupAttribute['AttributeKey'],
  AttributeValue: string,
): Promise<TrailEvent[]> {
  const cloudtrail = await world.aws.cloudtrail();
  const asked = { LookupAttributes: [{ AttributeKey, AttributeValue }], StartTime: new Date(bornAt(pod)) };
  const found: TrailEvent[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await cloudtrail.lookupEvents({ ...asked, NextToken });
    for (const { CloudTrailEvent = '{}' } of answer.Events ?? []) {
      found.push({ ...(JSON.parse(CloudTrailEvent) as Omit<TrailEvent, 'text'>), text: CloudTrailEvent });
    }
    NextToken = answer.NextToken;
    if (NextToken === undefined) break;
  }
  return found;
}

export const describeError = ({ errorCode, errorMessage }: TrailEvent) =>
  [errorCode, errorMessage].filter(Boolean).join(': ');
