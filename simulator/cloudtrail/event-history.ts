import type { Event } from '@aws-sdk/client-cloudtrail';
import { nameInArn } from '../name-in-arn.ts';
import type { CallContext } from '../wire/operation.ts';
import { isManagementEvent, type RequestRecord } from '../wire/records.ts';
import { cloudTrailEvent, eventSource, isReadOnly, regionOf } from './cloudtrail-event.ts';
import { resourcesOf } from './event-resources.ts';

type Place = Pick<CallContext, 'account' | 'region'>;

/** Whether the event history of the account and Region shows a request: management events whose caller is known. */
export function isInHistory(record: RequestRecord, { account, region }: Place): boolean {
  if (!isManagementEvent(record) || !record.caller || regionOf(record) !== region) return false;
  return record.caller.account === account || assumedAccount(record) === account;
}

/** One entry of LookupEvents' list. The account is the one that looks, since two can share an event. */
export function summaryOf(record: RequestRecord, { account }: Place): Event {
  const { caller, requestId, operation, time } = record;
  return {
    // AWS gives every event an id of its own; here a request and its event share theirs.
    EventId: requestId,
    EventName: operation,
    ReadOnly: String(isReadOnly(operation)),
    ...(caller?.accessKeyId !== undefined && { AccessKeyId: caller.accessKeyId }),
    EventTime: new Date(Math.floor(time / 1000) * 1000),
    EventSource: eventSource(record),
    ...userName(record),
    Resources: resourcesOf(record),
    CloudTrailEvent: JSON.stringify(cloudTrailEvent(record, account)),
  };
}

/** A cross-account AssumeRole is logged in the role's account too; a web identity has no other account. */
function assumedAccount({ service, call, told }: RequestRecord): string | undefined {
  const roleArn = told?.requestParameters.roleArn ?? call?.input.RoleArn;
  return service === 'sts' && typeof roleArn === 'string' ? roleArn.split(':')[4] : undefined;
}

function userName({ caller, call }: RequestRecord): { Username?: string } {
  if (caller?.type === 'root') return { Username: 'root' };
  if (caller?.type === 'user') return { Username: nameInArn(caller.arn) };
  if (caller?.session) return { Username: caller.session.sessionName };
  const subject = call?.output?.SubjectFromWebIdentityToken;
  return typeof subject === 'string' ? { Username: subject } : {};
}
