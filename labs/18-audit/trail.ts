import type { World } from '../kit/world.ts';

/** The members of an event that lead from one event to the next. CloudTrail user guide, "CloudTrail record contents" */
interface TrailEvent {
  errorCode?: string;
  userIdentity: { accessKeyId?: string; userName?: string };
  requestParameters: { roleSessionName?: string; tags?: { key: string; value: string }[] } | null;
  /** The whole event, as it came. */
  text: string;
}

/** What the event history tells of who made a call. */
export interface Trace {
  /** The event that made the caller's session; undefined for callers that have none, such as people. */
  session: TrailEvent | undefined;
  /** The tags of that session. */
  tags: Record<string, string>;
}

/** Enough for an afternoon in this lab, and few enough for two requests a second. CloudTrail API reference, "LookupEvents" */
const PAGES = 6;

/** The newest event of a name that holds a text and did not fail. */
async function findEvent(world: World, name: string, holding: string): Promise<TrailEvent | undefined> {
  const cloudtrail = await world.aws.cloudtrail();
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: name }];
  let NextToken: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await cloudtrail.lookupEvents({ LookupAttributes, NextToken });
    const texts = (answer.Events ?? []).map(({ CloudTrailEvent = '{}' }) => CloudTrailEvent);
    for (const text of texts.filter((one) => one.includes(holding))) {
      const event = { ...(JSON.parse(text) as Omit<TrailEvent, 'text'>), text };
      if (event.errorCode === undefined) return event;
    }
    NextToken = answer.NextToken;
    if (NextToken === undefined) break;
  }
  return undefined;
}

/**
 * From a call to the event that made its caller's session, by the access key that both name; undefined if there was no
 * such call.
 */
export async function trace(world: World, call: string, holding: string, makes: string): Promise<Trace | undefined> {
  const event = await findEvent(world, call, holding);
  if (!event) return undefined;
  const { accessKeyId } = event.userIdentity;
  const session = accessKeyId === undefined ? undefined : await findEvent(world, makes, accessKeyId);
  const tags = session?.requestParameters?.tags ?? [];
  return { session, tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])) };
}
