import type { Event, LookupAttribute, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../aws-error.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { isInHistory, summaryOf } from './event-history.ts';

const PAGE = 50;

export const lookupEvents = operation<LookupEventsRequest, LookupEventsResponse>({
  limits: 'The last 2,000 management events since the start; see CloudTrail.',
  // Service authorization reference, "AWS CloudTrail": LookupEvents has no resource.
  access: () => [{ action: 'cloudtrail:LookupEvents', resource: '*' }],
  run(input, context) {
    requireParameters(input);
    // Insights are not computed: there never are any.
    const events = input.EventCategory === 'insight' ? [] : eventsFor(input, context);
    const start = startOf(input, events);
    const end = start + (input.MaxResults ?? PAGE);
    const last = events[end - 1];
    const more = last && end < events.length;
    return { Events: events.slice(start, end), ...(more && { NextToken: btoa(`after:${last.EventId}`) }) };
  },
});

/** Newest first. The end of the range is meant to the second, as clients give it. */
function eventsFor({ LookupAttributes = [], StartTime, EndTime }: LookupEventsRequest, context: CallContext): Event[] {
  const from = StartTime?.getTime() ?? 0;
  const to = (EndTime?.getTime() ?? Number.MAX_SAFE_INTEGER - 999) + 999;
  return context.records
    .list()
    .filter((record) => record.time >= from && record.time <= to && isInHistory(record, context))
    .reverse()
    .map((record) => summaryOf(record, context))
    .filter((event) => LookupAttributes.every((attribute) => matches(event, attribute)));
}

const ATTRIBUTES: Record<string, (event: Event) => (string | undefined)[]> = {
  EventId: ({ EventId }) => [EventId],
  EventName: ({ EventName }) => [EventName],
  ReadOnly: ({ ReadOnly }) => [ReadOnly],
  Username: ({ Username }) => [Username],
  ResourceType: ({ Resources = [] }) => Resources.map(({ ResourceType }) => ResourceType),
  ResourceName: ({ Resources = [] }) => Resources.map(({ ResourceName }) => ResourceName),
  EventSource: ({ EventSource }) => [EventSource],
  AccessKeyId: ({ AccessKeyId }) => [AccessKeyId],
};

function matches(event: Event, { AttributeKey, AttributeValue }: LookupAttribute): boolean {
  return ATTRIBUTES[AttributeKey ?? '']?.(event).includes(AttributeValue) === true;
}

/** Codes: the service model. Limits: API reference, "LookupEvents". Texts: Assumed; not confirmed against AWS. */
function requireParameters(input: LookupEventsRequest): void {
  const { LookupAttributes = [], StartTime, EndTime, EventCategory, MaxResults = PAGE } = input;
  if (MaxResults < 1 || MaxResults > PAGE) {
    throw refuse('InvalidMaxResultsException', `MaxResults must be between 1 and ${PAGE}.`);
  }
  const known = ({ AttributeKey }: LookupAttribute) => Object.hasOwn(ATTRIBUTES, AttributeKey ?? '');
  if (LookupAttributes.length > 1 || !LookupAttributes.every(known)) {
    throw refuse('InvalidLookupAttributesException', 'You can use only one valid lookup attribute per request.');
  }
  if (StartTime && EndTime && StartTime > EndTime) {
    throw refuse('InvalidTimeRangeException', 'The start time must not be after the end time.');
  }
  if (EventCategory !== undefined && EventCategory !== 'insight') {
    throw refuse('InvalidEventCategoryException', `${EventCategory} is not a valid event category.`);
  }
}

/** Where the page begins: after the event that ended the one before, however many came since. */
function startOf({ NextToken: token }: LookupEventsRequest, events: Event[]): number {
  if (token === undefined) return 0;
  const last = events.findIndex(({ EventId }) => btoa(`after:${EventId}`) === token);
  // Assumed; not confirmed against AWS: the text. An event that fell out of the records ends its list like this too.
  if (last === -1) throw refuse('InvalidNextTokenException', 'The NextToken is not valid.');
  return last + 1;
}

const refuse = (code: string, message: string) => new AwsError(code, 400, message);
