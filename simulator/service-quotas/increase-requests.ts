import type * as sdk from '@aws-sdk/client-service-quotas';
import type { Received } from '../iam/received.ts';
import type { QuotaScope } from '../quotas/quota.ts';
import type { Table } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { noSuchResource } from './errors.ts';
import { getQuota, quotasOf } from './find-quota.ts';
import { page } from './page.ts';
import { quotaFacts } from './quota-shape.ts';

/** A request to raise a quota, by its id. It is decided as soon as it is made. */
export interface IncreaseRequest {
  id: string;
  serviceCode: string;
  quotaCode: string;
  desiredValue: number;
  status: 'APPROVED' | 'NOT_APPROVED';
  /** JSON: the caller's account and ARN. */
  requester: string;
  createdAtMs: number;
}

/** Those that were made in the Region. */
export const increaseRequestsOf = ({ state, account, region }: QuotaScope): Table<IncreaseRequest> =>
  state.table(`${account}/${region}/service-quotas/requests`);

export function requestShape(request: IncreaseRequest, scope: QuotaScope): sdk.RequestedServiceQuotaChange {
  const time = new Date(request.createdAtMs);
  return {
    Id: request.id,
    ...quotaFacts(getQuota(request.serviceCode, request.quotaCode, scope.region), scope),
    DesiredValue: request.desiredValue,
    Status: request.status,
    Created: time,
    LastUpdated: time,
    Requester: request.requester,
    QuotaRequestedAtLevel: 'ACCOUNT',
  };
}

const reading = (name: string) => () => [{ action: `servicequotas:${name}`, resource: '*' }];

export const getRequestedServiceQuotaChange = operation<
  Received<sdk.GetRequestedServiceQuotaChangeRequest>,
  sdk.GetRequestedServiceQuotaChangeResponse
>({
  access: reading('GetRequestedServiceQuotaChange'),
  run({ RequestId }, context) {
    const request = increaseRequestsOf(context).get(RequestId);
    // Assumed; not confirmed against AWS: the text.
    if (!request) throw noSuchResource('The request failed because the specified request ID does not exist.');
    return { RequestedQuota: requestShape(request, context) };
  },
});

export const listRequestedServiceQuotaChangeHistory = operation<
  sdk.ListRequestedServiceQuotaChangeHistoryRequest,
  sdk.ListRequestedServiceQuotaChangeHistoryResponse
>({
  access: reading('ListRequestedServiceQuotaChangeHistory'),
  run(input, context) {
    if (input.ServiceCode !== undefined) quotasOf(input.ServiceCode, context.region);
    return history(input, context);
  },
});

export const listRequestedServiceQuotaChangeHistoryByQuota = operation<
  Received<sdk.ListRequestedServiceQuotaChangeHistoryByQuotaRequest>,
  sdk.ListRequestedServiceQuotaChangeHistoryByQuotaResponse
>({
  access: reading('ListRequestedServiceQuotaChangeHistoryByQuota'),
  run(input, context) {
    getQuota(input.ServiceCode, input.QuotaCode, context.region);
    return history(input, context);
  },
});

type HistoryRequest = sdk.ListRequestedServiceQuotaChangeHistoryRequest & { QuotaCode?: string | undefined };

/** The newest first. Assumed; not confirmed against AWS: the order. */
function history(input: HistoryRequest, scope: QuotaScope): sdk.ListRequestedServiceQuotaChangeHistoryResponse {
  const { ServiceCode, QuotaCode, Status, QuotaRequestedAtLevel } = input;
  const asked = [...increaseRequestsOf(scope).values()].filter(
    ({ serviceCode, quotaCode, status }) =>
      serviceCode === (ServiceCode ?? serviceCode) &&
      quotaCode === (QuotaCode ?? quotaCode) &&
      status === (Status ?? status) &&
      QuotaRequestedAtLevel !== 'RESOURCE',
  );
  const { items, ...more } = page(asked.reverse(), input);
  return { RequestedQuotas: items.map((request) => requestShape(request, scope)), ...more };
}
