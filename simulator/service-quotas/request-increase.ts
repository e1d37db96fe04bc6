import type * as sdk from '@aws-sdk/client-service-quotas';
import type { Received } from '../iam/received.ts';
import { appliedQuota, raiseQuota } from '../quotas/quota.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { illegalArgument } from './errors.ts';
import { getQuota, type ListedQuota } from './find-quota.ts';
import { type IncreaseRequest, increaseRequestsOf, requestShape } from './increase-requests.ts';
import { quotaArn } from './quota-shape.ts';

/**
 * AWS takes minutes to decide about most requests, and a support case for others. Here whatever AWS can grant is granted
 * at once; beyond that a request is not approved, which is how such a case ends.
 * https://github.com/cloud-custodian/cloud-custodian/pull/10331
 */
export const requestServiceQuotaIncrease = operation<
  Received<sdk.RequestServiceQuotaIncreaseRequest>,
  sdk.RequestServiceQuotaIncreaseResponse
>({
  limits: 'Decided at once, without support cases; no quotas of single resources.',
  access({ ServiceCode, QuotaCode }, context) {
    const quota = getQuota(ServiceCode, QuotaCode, context.region);
    const keys = { 'servicequotas:service': ServiceCode };
    return [{ action: 'servicequotas:RequestServiceQuotaIncrease', resource: quotaArn(quota, context), context: keys }];
  },
  run({ ServiceCode, QuotaCode, DesiredValue, ContextId }, context) {
    const quota = getQuota(ServiceCode, QuotaCode, context.region);
    if (ContextId !== undefined) throw illegalArgument('This quota does not apply to single resources.');
    requireIncrease(quota, DesiredValue, context);
    const isGranted = DesiredValue <= (quota.max ?? 0);
    if (isGranted) raiseQuota(quota.table, quota.name, context, DesiredValue);
    const request = newRequest(quota, DesiredValue, isGranted ? 'APPROVED' : 'NOT_APPROVED', context);
    increaseRequestsOf(context).put(request.id, request);
    return { RequestedQuota: requestShape(request, context) };
  },
});

/** Errors: IllegalArgumentException. */
function requireIncrease(quota: ListedQuota, desired: number, context: CallContext): void {
  // Assumed; not confirmed against AWS: the text.
  if (quota.max === undefined) throw illegalArgument(`The quota ${quota.code} is not adjustable.`);
  // Text: https://github.com/hashicorp/terraform-provider-aws/issues/43541
  if (desired <= quota.value) {
    throw illegalArgument(
      `You must provide a quota value greater than the default quota value of ${quota.value.toFixed(1)}`,
    );
  }
  // Text: https://github.com/cloud-custodian/cloud-custodian/pull/8939
  if (desired <= appliedQuota(quota.table, quota.name, context)) {
    throw illegalArgument('You must provide a quota value greater than the current quota value');
  }
  // Assumed; not confirmed against AWS: the text.
  if (!Number.isInteger(desired)) throw illegalArgument('You must provide a quota value that is a whole number');
}

function newRequest(
  { table, code }: ListedQuota,
  desiredValue: number,
  status: IncreaseRequest['status'],
  { ids, now, caller }: CallContext,
): IncreaseRequest {
  const { serviceCode } = table;
  // Ids of requests are hex. Seen in AWS's answers, as is the requester's form: CLI reference, "request-service-quota-increase".
  const id = ids.chars(40, '0123456789abcdef');
  const requester = JSON.stringify({ accountId: caller.account, callerArn: caller.arn });
  return { id, serviceCode, quotaCode: code, desiredValue, status, requester, createdAtMs: now };
}
