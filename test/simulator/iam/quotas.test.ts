import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { setQuota } from '../../../simulator/iam/quotas.ts';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';
import { refusal, seededAccounts, trust } from './accounts.ts';

/** Trusts so many services that it is about `length` characters long. */
function longTrust(length: number): string {
  const services = Array.from({ length: Math.ceil(length / 25) }, (_, index) => `service-${index + 100}.aws.test`);
  return trust({ Service: services });
}

describe('quotas', () => {
  it('limit trust policies to 2,048 characters until they are raised', async () => {
    const { iam: as, state } = seededAccounts();
    const create = { RoleName: 'app', AssumeRolePolicyDocument: longTrust(3000) };
    await expect(as().send(new iam.CreateRoleCommand(create))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for ACLSizePerRole: 2048'),
    );
    setQuota({ state, account: LEARNER_ACCOUNT }, 'ACLSizePerRole', 4096);
    await as().send(new iam.CreateRoleCommand(create));
    const longer = { RoleName: 'app', PolicyDocument: longTrust(6000) };
    await expect(as().send(new iam.UpdateAssumeRolePolicyCommand(longer))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for ACLSizePerRole: 4096'),
    );
  });

  it('are raised no further than AWS raises them', () => {
    const scope = { state: seededAccounts().state, account: LEARNER_ACCOUNT };
    setQuota(scope, 'OpenIdConnectProvidersPerAccount', 700);
    expect(() => setQuota(scope, 'OpenIdConnectProvidersPerAccount', 701)).toThrow(
      'OpenIdConnectProvidersPerAccount can be between 1 and 700, not 701.',
    );
    expect(() => setQuota(scope, 'PolicySize', 7000)).toThrow('PolicySize can be between 1 and 6144, not 7000.');
  });
});
