import * as iam from '@aws-sdk/client-iam';
import { RequestServiceQuotaIncreaseCommand } from '@aws-sdk/client-service-quotas';
import { describe, expect, it } from 'vitest';
import { allow, refusal, seededAccounts, trust } from './accounts.ts';

/** Trusts so many services that it is about `length` characters long. */
function longTrust(length: number): string {
  const services = Array.from({ length: Math.ceil(length / 25) }, (_, index) => `service-${index + 100}.aws.test`);
  return trust({ Service: services });
}

describe('quotas', () => {
  it('limit trust policies to 2,048 characters until they are raised', async () => {
    const { iam: as, serviceQuotas } = seededAccounts();
    const create = { RoleName: 'app', AssumeRolePolicyDocument: longTrust(3000) };
    await expect(as().send(new iam.CreateRoleCommand(create))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for ACLSizePerRole: 2048'),
    );
    const increase = { ServiceCode: 'iam', QuotaCode: 'L-C07B4B0D', DesiredValue: 4096 };
    await serviceQuotas('us-east-1').send(new RequestServiceQuotaIncreaseCommand(increase));
    await as().send(new iam.CreateRoleCommand(create));
    const longer = { RoleName: 'app', PolicyDocument: longTrust(6000) };
    await expect(as().send(new iam.UpdateAssumeRolePolicyCommand(longer))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for ACLSizePerRole: 4096'),
    );
  });
});

describe('what is far beyond any quota', () => {
  it('is refused before it is read', async () => {
    const client = seededAccounts().iam();
    const PolicyDocument = '$'.repeat(131_073);
    const refused = client.send(new iam.CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }));
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(
        /' at 'policyDocument' failed to satisfy constraint: Member must have length less than or equal to 131072$/,
      ),
    });
  });

  it('takes no time to find that out, even if it begins a variable at every step', async () => {
    const client = seededAccounts().iam();
    const PolicyDocument = allow('s3:*', `arn:aws:s3:::${'${'.repeat(60_000)}`);
    await expect(client.send(new iam.CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for PolicySize: 6144'),
    );
  });
});

describe('tags', () => {
  it('may be called as members of JavaScript’s objects are', async () => {
    const client = seededAccounts().iam();
    const Tags = ['__proto__', 'constructor', 'toString'].map((Key) => ({ Key, Value: 'x' }));
    await client.send(new iam.TagUserCommand({ UserName: 'workshop', Tags }));
    const listed = await client.send(new iam.ListUserTagsCommand({ UserName: 'workshop' }));
    expect(listed.Tags).toEqual(Tags);
    const TagKeys = ['constructor'];
    await client.send(new iam.UntagUserCommand({ UserName: 'workshop', TagKeys }));
    const left = await client.send(new iam.ListUserTagsCommand({ UserName: 'workshop' }));
    expect(left.Tags?.map((tag) => tag.Key)).toEqual(['__proto__', 'toString']);
  });
});
