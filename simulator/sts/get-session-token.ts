import type * as sts from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.ts';
import type { AccessKey, Caller } from '../caller.ts';
import { requireRange } from '../iam/constraints.ts';
import { dateOf } from '../iam/date-of.ts';
import { nameInArn } from '../name-in-arn.ts';
import { operation } from '../wire/operation.ts';
import { refuseParameters } from './parameters.ts';
import { newTemporaryCredentials, putTemporaryKey } from './temporary-credentials.ts';

const USER_DEFAULT_SECONDS = 43_200;
const ROOT_MAX_SECONDS = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken = operation<sts.GetSessionTokenRequest, sts.GetSessionTokenResponse>({
  limits: 'No MFA.',
  // "No permissions are required for users to perform this operation", and policies cannot deny it.
  access: () => [],
  run(input, { state, ids, now, caller, account }) {
    refuseParameters(input, ['SerialNumber', 'TokenCode']);
    if (caller.session || caller.tokenIssuedAtMs !== undefined) {
      throw new AwsError('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials');
    }
    const expiresAtMs = now + durationSeconds(input.DurationSeconds, caller) * 1000;
    const credentials = newTemporaryCredentials(ids);
    const key: AccessKey = {
      ...credentials,
      account,
      status: 'Active',
      createdAtMs: now,
      userName: caller.type === 'root' ? 'root' : nameInArn(caller.arn),
      expiresAtMs,
    };
    putTemporaryKey(state, key, now);
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: dateOf(expiresAtMs),
      },
    };
  },
});

/** 15 minutes to 36 hours, 12 hours unless asked; the root user's end after an hour. Errors: ValidationError. */
function durationSeconds(asked = USER_DEFAULT_SECONDS, { type }: Caller): number {
  requireRange(asked, 'durationSeconds', 900, 129_600);
  return type === 'root' ? Math.min(asked, ROOT_MAX_SECONDS) : asked;
}
