import { GetAccountSummaryCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import * as quotas from '@aws-sdk/client-service-quotas';
import { describe, expect, it } from 'vitest';
import { allow, refusal, seededAccounts } from '../iam/accounts.ts';

const TRUST_POLICY_LENGTH = { ServiceCode: 'iam', QuotaCode: 'L-C07B4B0D' };
const CLUSTERS = { ServiceCode: 'eks', QuotaCode: 'L-1194D53C' };

const world = () => {
  const accounts = seededAccounts();
  return { ...accounts, global: accounts.serviceQuotas('us-east-1'), regional: accounts.serviceQuotas('us-west-2') };
};
const increase = (quota: typeof CLUSTERS, DesiredValue: number) =>
  new quotas.RequestServiceQuotaIncreaseCommand({ ...quota, DesiredValue });

describe('quotas', () => {
  it('of IAM are those of the account, in us-east-1', async () => {
    const { Quota } = await world().global.send(new quotas.GetServiceQuotaCommand(TRUST_POLICY_LENGTH));
    expect(Quota).toEqual({
      ...TRUST_POLICY_LENGTH,
      ServiceName: 'AWS Identity and Access Management (IAM)',
      QuotaArn: 'arn:aws:servicequotas::111122223333:iam/L-C07B4B0D',
      QuotaName: 'Role trust policy length',
      Value: 2048,
      Unit: 'None',
      Adjustable: true,
      GlobalQuota: true,
      QuotaAppliedAtLevel: 'ACCOUNT',
    });
  });

  it('of IAM are nowhere else', async () => {
    const { global, regional } = world();
    await expect(regional.send(new quotas.GetServiceQuotaCommand(TRUST_POLICY_LENGTH))).rejects.toEqual(
      refusal('NoSuchResource', 400, 'The request failed because the specified service does not exist.'),
    );
    const codes = async (client: typeof global) =>
      (await client.send(new quotas.ListServicesCommand({}))).Services?.map(({ ServiceCode }) => ServiceCode);
    expect(await codes(global)).toEqual(['eks', 'iam']);
    expect(await codes(regional)).toEqual(['eks']);
  });

  it('of EKS are those of the Region', async () => {
    const { regional } = world();
    const { Quota } = await regional.send(new quotas.GetServiceQuotaCommand(CLUSTERS));
    expect(Quota).toMatchObject({
      QuotaArn: 'arn:aws:servicequotas:us-west-2:111122223333:eks/L-1194D53C',
      Value: 100,
    });
    const listed = await regional.send(new quotas.ListServiceQuotasCommand({ ServiceCode: 'eks' }));
    const values = listed.Quotas?.map(({ QuotaName, Value, Adjustable }) => [QuotaName, Value, Adjustable]);
    expect(values).toContainEqual(['Managed node groups per cluster', 30, true]);
    expect(values).toContainEqual(['Control plane security groups per cluster', 4, false]);
    expect(JSON.stringify(values)).not.toContain('Pod Identity');
  });

  it('are listed in pages', async () => {
    const { regional } = world();
    const page = (NextToken?: string) =>
      regional.send(new quotas.ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'eks', MaxResults: 6, NextToken }));
    const first = await page();
    const second = await page(first.NextToken);
    expect([first.Quotas?.length, second.Quotas?.length, second.NextToken]).toEqual([6, 3, undefined]);
    await expect(page('bm9uZQ==')).rejects.toEqual(refusal('InvalidPaginationToken', 400, 'The NextToken is invalid.'));
  });

  it('must exist', async () => {
    const unknown = new quotas.GetServiceQuotaCommand({ ServiceCode: 'eks', QuotaCode: 'L-00000000' });
    await expect(world().regional.send(unknown)).rejects.toEqual(
      refusal('NoSuchResource', 400, 'The request failed because the specified quota does not exist.'),
    );
  });
});

describe('a request to raise a quota', () => {
  it('is granted at once, and found again', async () => {
    const { global, iam } = world();
    const { RequestedQuota } = await global.send(increase(TRUST_POLICY_LENGTH, 4096));
    expect(RequestedQuota).toMatchObject({
      ...TRUST_POLICY_LENGTH,
      DesiredValue: 4096,
      Status: 'APPROVED',
      Created: new Date('2026-11-24T09:00:00Z'),
      Requester: '{"accountId":"111122223333","callerArn":"arn:aws:iam::111122223333:user/workshop"}',
    });
    const change = new quotas.GetRequestedServiceQuotaChangeCommand({ RequestId: RequestedQuota?.Id });
    expect((await global.send(change)).RequestedQuota).toEqual(RequestedQuota);
    const { Quota } = await global.send(new quotas.GetServiceQuotaCommand(TRUST_POLICY_LENGTH));
    const unchanged = await global.send(new quotas.GetAWSDefaultServiceQuotaCommand(TRUST_POLICY_LENGTH));
    expect([Quota?.Value, unchanged.Quota?.Value]).toEqual([4096, 2048]);
    expect(unchanged.Quota?.QuotaArn).toBe('arn:aws:servicequotas:::iam/L-C07B4B0D');
    const { SummaryMap } = await iam().send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ AssumeRolePolicySizeQuota: 4096 });
  });

  it('is not approved beyond what AWS grants', async () => {
    const { global } = world();
    const { RequestedQuota } = await global.send(increase(TRUST_POLICY_LENGTH, 8193));
    expect(RequestedQuota?.Status).toBe('NOT_APPROVED');
    const { Quota } = await global.send(new quotas.GetServiceQuotaCommand(TRUST_POLICY_LENGTH));
    expect(Quota?.Value).toBe(2048);
  });

  it('must ask for more, of a quota that can be raised', async () => {
    const { global, regional } = world();
    await global.send(increase(TRUST_POLICY_LENGTH, 4096));
    const refusals: [typeof CLUSTERS, number, string][] = [
      [TRUST_POLICY_LENGTH, 2048, 'You must provide a quota value greater than the default quota value of 2048.0'],
      [TRUST_POLICY_LENGTH, 4096, 'You must provide a quota value greater than the current quota value'],
      [TRUST_POLICY_LENGTH, 4096.5, 'You must provide a quota value that is a whole number'],
    ];
    for (const [quota, value, message] of refusals) {
      await expect(global.send(increase(quota, value))).rejects.toEqual(refusal('IllegalArgument', 400, message));
    }
    const fixed = { ServiceCode: 'eks', QuotaCode: 'L-11427A54' };
    await expect(regional.send(increase(fixed, 5))).rejects.toEqual(
      refusal('IllegalArgument', 400, 'The quota L-11427A54 is not adjustable.'),
    );
  });

  it('is in the history of its Region, the newest first', async () => {
    const { global, regional } = world();
    await regional.send(increase(CLUSTERS, 200));
    await regional.send(increase({ ...CLUSTERS, QuotaCode: 'L-6D54EA21' }, 1000));
    const list = async (input: quotas.ListRequestedServiceQuotaChangeHistoryCommandInput, client = regional) => {
      const { RequestedQuotas } = await client.send(new quotas.ListRequestedServiceQuotaChangeHistoryCommand(input));
      return RequestedQuotas?.map(({ QuotaCode, Status }) => `${QuotaCode} ${Status}`);
    };
    expect(await list({})).toEqual(['L-6D54EA21 NOT_APPROVED', 'L-1194D53C APPROVED']);
    expect(await list({ Status: 'APPROVED' })).toEqual(['L-1194D53C APPROVED']);
    expect(await list({}, global)).toEqual([]);
    const byQuota = new quotas.ListRequestedServiceQuotaChangeHistoryByQuotaCommand(CLUSTERS);
    expect((await regional.send(byQuota)).RequestedQuotas).toHaveLength(1);
  });

  it('needs a permission on the quota', async () => {
    const { global, iam, endpoint, learner } = world();
    const user = { UserName: 'workshop', PolicyName: 'no-iam-quotas' };
    const deny = allow('servicequotas:RequestServiceQuotaIncrease', '*', {
      StringEquals: { 'servicequotas:service': 'iam' },
    });
    await iam().send(new PutUserPolicyCommand({ ...user, PolicyDocument: deny.replace('Allow', 'Deny') }));
    await expect(global.send(increase(TRUST_POLICY_LENGTH, 4096))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::111122223333:user/workshop is not authorized to perform: ' +
        'servicequotas:RequestServiceQuotaIncrease on resource: arn:aws:servicequotas::111122223333:iam/L-C07B4B0D ' +
        'with an explicit deny in an identity-based policy',
    });
    await new quotas.ServiceQuotasClient(endpoint.clientConfig(learner)).send(increase(CLUSTERS, 101));
  });
});
