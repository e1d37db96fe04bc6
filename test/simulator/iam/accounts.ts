import { IAMClient } from '@aws-sdk/client-iam';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { watchUses } from '../../../simulator/iam/last-use.ts';
import { seedAccount } from '../../../simulator/iam/seed.ts';
import { LEARNER_ACCOUNT, PARTNER_ACCOUNT } from '../../../simulator/place.ts';
import { services } from '../../../simulator/services.ts';
import { type TestCredentials, testEndpoint } from '../wire/test-endpoint.ts';

/** Both accounts as they are from the start, and SDK clients of their administrators. */
export function seededAccounts() {
  const endpoint = testEndpoint({ services });
  const { state, clock, ids } = endpoint;
  watchUses(state, endpoint.records);
  const learner = seedAccount(state, { account: LEARNER_ACCOUNT, adminUser: 'workshop', clock, ids });
  const partner = seedAccount(state, { account: PARTNER_ACCOUNT, adminUser: 'partner', clock, ids });
  return {
    endpoint,
    state,
    learner,
    partner,
    iam: (credentials: TestCredentials = learner) => new IAMClient(endpoint.clientConfig(credentials)),
    sts: (credentials: TestCredentials = learner) => new STSClient(endpoint.clientConfig(credentials)),
    serviceQuotas: (region: string, credentials: TestCredentials = learner) =>
      new ServiceQuotasClient({ ...endpoint.clientConfig(credentials), region }),
  };
}

export const trust = (principal: object, action: string | string[] = 'sts:AssumeRole', condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: action, ...(condition && { Condition: condition }) }],
  });

export const allow = (action: string | string[], resource = '*', condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...(condition && { Condition: condition }) }],
  });

export const POD_TRUST = trust({ Service: 'pods.eks.amazonaws.com' }, ['sts:AssumeRole', 'sts:TagSession']);

/** What a refusal looks like to an SDK client. */
export const refusal = (name: string, status: number, message: string) =>
  expect.objectContaining({
    name: expect.stringMatching(new RegExp(`^${name}(Exception)?$`)),
    message,
    $metadata: expect.objectContaining({ httpStatusCode: status }),
  });
