import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { seedAccount } from '../../../simulator/iam/seed.ts';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';
import { refusal, seededAccounts } from './accounts.ts';

describe('a seeded account', () => {
  it('is the same after a second start', () => {
    const { state, endpoint, learner } = seededAccounts();
    const { clock, ids } = endpoint;
    expect(seedAccount(state, { account: LEARNER_ACCOUNT, adminUser: 'workshop', clock, ids })).toEqual(learner);
  });

  it('has an administrator who can look at himself', async () => {
    const { iam: client, learner } = seededAccounts();
    const { User } = await client().send(new iam.GetUserCommand({}));
    expect(User?.Arn).toBe('arn:aws:iam::111122223333:user/workshop');
    const { AccessKeyMetadata } = await client().send(new iam.ListAccessKeysCommand({}));
    expect(AccessKeyMetadata?.map((key) => key.AccessKeyId)).toEqual([learner.accessKeyId]);
  });

  it('has users only where there are users', async () => {
    const { iam: client, endpoint } = seededAccounts();
    const session = client(endpoint.addRoleSession({ roleName: 'workshop-node' }));
    await expect(session.send(new iam.GetUserCommand({}))).rejects.toEqual(
      refusal('ValidationError', 400, 'Must specify userName when calling with non-User credentials'),
    );
  });
});
