import type { RequestRecord } from '../wire/records.ts';
import { requestParameters, responseElements } from './event-parameters.ts';
import { userIdentity } from './user-identity.ts';

/**
 * The event as CloudTrail writes it, for `account`. Holds no secrets.
 * CloudTrail user guide, "CloudTrail record contents for management, data, and network activity events"
 */
export function cloudTrailEvent(record: RequestRecord, account: string): Record<string, unknown> {
  const { caller, errorCode, errorMessage, requestId, call, told } = record;
  // Of a service's own call both are its name (facts B.6), and of one that it makes for its caller.
  const service = caller?.type === 'service' ? caller.arn : caller?.calledVia;
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(record),
    eventTime: `${new Date(record.time).toISOString().slice(0, 19)}Z`,
    eventSource: eventSource(record),
    eventName: record.operation,
    awsRegion: regionOf(record),
    sourceIPAddress: service ?? record.sourceIp?.replace(/^::ffff:/, '') ?? 'AWS Internal',
    userAgent: service ?? record.userAgent ?? 'AWS Internal',
    ...(errorCode !== undefined && { errorCode, errorMessage }),
    requestParameters: told?.requestParameters ?? requestParameters(call, caller),
    responseElements: told?.responseElements ?? responseElements(call),
    requestID: requestId,
    eventID: requestId,
    readOnly: isReadOnly(record.operation),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}

/** IAM is global, and logged in us-east-1. IAM user guide, "Logging IAM and AWS STS API calls with AWS CloudTrail" */
export const regionOf = ({ service, region }: RequestRecord) => (service === 'iam' ? 'us-east-1' : region);

export const eventSource = ({ service }: RequestRecord) => `${service}.amazonaws.com`;

/** Getting a session is reading: CloudTrail's own samples of AssumeRole say so. */
export const isReadOnly = (operation: string) =>
  /^(Get|List|Describe|Head|Lookup|Simulate|Assume|Decode)/.test(operation);
