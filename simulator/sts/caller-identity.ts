import type * as sts from '@aws-sdk/client-sts';
import { validationError } from '../iam/iam-errors.ts';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';
import { accessKeys } from './temporary-credentials.ts';

export const getCallerIdentity = operation<sts.GetCallerIdentityRequest, sts.GetCallerIdentityResponse>({
  // Needs no permission and cannot be denied. facts F.1
  access: () => [],
  run: (_input, { caller }) => ({ UserId: caller.userId, Account: caller.account, Arn: caller.arn }),
});

export const getAccessKeyInfo = operation<Received<sts.GetAccessKeyInfoRequest>, sts.GetAccessKeyInfoResponse>({
  access: () => [{ action: 'sts:GetAccessKeyInfo', resource: '*' }],
  run(input, { state }) {
    const key = accessKeys(state).get(input.AccessKeyId);
    // Assumed; not confirmed against AWS: the text.
    if (!key) throw validationError('Invalid access key id');
    return { Account: key.account };
  },
});
