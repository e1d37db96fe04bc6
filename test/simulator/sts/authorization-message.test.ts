import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { compilePolicy, evaluate } from '../../../policy/index.ts';
import type { Caller } from '../../../simulator/caller.ts';
import { encodeAuthorizationMessage } from '../../../simulator/sts/authorization-message.ts';
import { refusal, seededAccounts } from '../iam/accounts.ts';

const caller: Caller = {
  type: 'user',
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/adä',
  userId: 'AIDA2WORKSHOPAAAAAAAA',
};
const call = { action: 'ec2:StopInstances', resource: 'arn:aws:ec2:us-west-2:111122223333:instance/i-1' };

/** A refusal by the statement NoStops, encoded. */
function encoded(): string {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Sid: 'NoStops', Effect: 'Deny', Action: '*', Resource: '*' }],
  };
  const context = { 'ec2:Tenancy': 'default' };
  const policy = { name: 'p', policy: compilePolicy(document, 'identity') };
  const request = {
    ...call,
    context,
    principal: { ...caller, type: 'user' as const },
    resourceAccount: caller.account,
  };
  const decision = evaluate(request, { identity: [policy] });
  return encodeAuthorizationMessage({ caller, ...call, context, decision });
}

describe('DecodeAuthorizationMessage', () => {
  it('tells the account what was refused, and why', async () => {
    const EncodedMessage = encoded();
    expect(EncodedMessage).toMatch(/^[\w-]+$/);
    const { DecodedMessage } = await seededAccounts()
      .sts()
      .send(new sts.DecodeAuthorizationMessageCommand({ EncodedMessage }));
    expect(JSON.parse(DecodedMessage ?? '')).toEqual({
      allowed: false,
      explicitDeny: true,
      matchedStatements: { items: [{ statementId: 'NoStops', effect: 'DENY' }] },
      failures: { items: [] },
      context: {
        principal: { id: caller.userId, arn: caller.arn },
        ...call,
        conditions: { items: [{ key: 'ec2:Tenancy', values: { items: [{ value: 'default' }] } }] },
      },
    });
  });

  it('tells others nothing', async () => {
    const { sts: as, partner } = seededAccounts();
    const decode = (EncodedMessage: string, who = as()) =>
      who.send(new sts.DecodeAuthorizationMessageCommand({ EncodedMessage }));
    const refused = refusal(
      'InvalidAuthorizationMessage',
      400,
      'The message is not a valid encoded authorization message.',
    );
    await expect(decode(encoded(), as(partner))).rejects.toEqual(refused);
    await expect(decode('bm90aGluZw')).rejects.toEqual(refused);
    await expect(decode('%%%')).rejects.toEqual(refused);
  });
});
