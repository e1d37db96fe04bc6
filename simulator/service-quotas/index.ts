import * as schemas from '@aws-sdk/client-service-quotas';
import type { Service } from '../wire/operation.ts';
import * as increaseRequests from './increase-requests.ts';
import * as quotas from './quotas.ts';
import { requestServiceQuotaIncrease } from './request-increase.ts';

/** Service Quotas: what an account may have of IAM's and EKS's resources, and how it gets more. */
export const serviceQuotas: Service = {
  name: 'servicequotas',
  protocol: 'awsJson1_1',
  schemas: { ...schemas },
  operations: {
    ListServices: quotas.listServices,
    GetServiceQuota: quotas.getServiceQuota,
    ListServiceQuotas: quotas.listServiceQuotas,
    GetAWSDefaultServiceQuota: quotas.getAWSDefaultServiceQuota,
    ListAWSDefaultServiceQuotas: quotas.listAWSDefaultServiceQuotas,
    RequestServiceQuotaIncrease: requestServiceQuotaIncrease,
    GetRequestedServiceQuotaChange: increaseRequests.getRequestedServiceQuotaChange,
    ListRequestedServiceQuotaChangeHistory: increaseRequests.listRequestedServiceQuotaChangeHistory,
    ListRequestedServiceQuotaChangeHistoryByQuota: increaseRequests.listRequestedServiceQuotaChangeHistoryByQuota,
  },
};
