import type * as sdk from '@aws-sdk/client-service-quotas';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { getQuota, quotasOf, servicesIn } from './find-quota.ts';
import { page } from './page.ts';
import { appliedShape, defaultShape } from './quota-shape.ts';

// Service authorization reference, "Service Quotas": none of these has a resource.
const reading = (name: string) => () => [{ action: `servicequotas:${name}`, resource: '*' }];

const BUILT = 'IAM’s and EKS’s quotas, as far as their codes are published.';

export const listServices = operation<sdk.ListServicesRequest, sdk.ListServicesResponse>({
  limits: 'IAM (in us-east-1) and EKS.',
  access: reading('ListServices'),
  run(input, { region }) {
    const { items, ...more } = page([...servicesIn(region)], input);
    const Services = items.map(({ serviceCode, serviceName }) => ({
      ServiceCode: serviceCode,
      ServiceName: serviceName,
    }));
    return { Services, ...more };
  },
});

export const getServiceQuota = operation<Received<sdk.GetServiceQuotaRequest>, sdk.GetServiceQuotaResponse>({
  limits: BUILT,
  access: reading('GetServiceQuota'),
  run: ({ ServiceCode, QuotaCode }, context) => ({
    Quota: appliedShape(getQuota(ServiceCode, QuotaCode, context.region), context),
  }),
});

export const listServiceQuotas = operation<Received<sdk.ListServiceQuotasRequest>, sdk.ListServiceQuotasResponse>({
  limits: BUILT,
  access: reading('ListServiceQuotas'),
  run(input, context) {
    const quotas = quotasOf(input.ServiceCode, context.region);
    const asked = quotas.filter(({ code }) => input.QuotaCode === undefined || code === input.QuotaCode);
    // No quota here is applied to single resources.
    const { items, ...more } = page(input.QuotaAppliedAtLevel === 'RESOURCE' ? [] : asked, input);
    return { Quotas: items.map((quota) => appliedShape(quota, context)), ...more };
  },
});

export const getAWSDefaultServiceQuota = operation<
  Received<sdk.GetAWSDefaultServiceQuotaRequest>,
  sdk.GetAWSDefaultServiceQuotaResponse
>({
  limits: BUILT,
  access: reading('GetAWSDefaultServiceQuota'),
  run: ({ ServiceCode, QuotaCode }, context) => ({
    Quota: defaultShape(getQuota(ServiceCode, QuotaCode, context.region), context),
  }),
});

export const listAWSDefaultServiceQuotas = operation<
  Received<sdk.ListAWSDefaultServiceQuotasRequest>,
  sdk.ListAWSDefaultServiceQuotasResponse
>({
  limits: BUILT,
  access: reading('ListAWSDefaultServiceQuotas'),
  run(input, context) {
    const { items, ...more } = page(quotasOf(input.ServiceCode, context.region), input);
    return { Quotas: items.map((quota) => defaultShape(quota, context)), ...more };
  },
});
