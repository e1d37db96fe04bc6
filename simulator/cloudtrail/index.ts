import * as schemas from '@aws-sdk/client-cloudtrail';
import type { Service } from '../wire/operation.ts';
import { lookupEvents } from './lookup-events.ts';

/** AWS CloudTrail's event history: what was called, by whom, and how it ended. No trails, no event data stores. */
export const cloudtrail: Service = {
  name: 'cloudtrail',
  protocol: 'awsJson1_1',
  schemas: { ...schemas },
  operations: { LookupEvents: lookupEvents },
};
