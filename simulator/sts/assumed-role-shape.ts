import type { AssumeRoleResponse } from '@aws-sdk/client-sts';
import { dateOf } from '../iam/date-of.ts';
import type { AssumedRole } from './role-session.ts';

/** What the three AssumeRole operations have in common in their answers. */
export function assumedRoleShape({ credentials, assumedRoleUser, packedPolicySize, session }: AssumedRole) {
  const shape: AssumeRoleResponse = {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: dateOf(credentials.expiresAtMs),
    },
    AssumedRoleUser: { AssumedRoleId: assumedRoleUser.assumedRoleId, Arn: assumedRoleUser.arn },
  };
  if (packedPolicySize !== undefined) shape.PackedPolicySize = packedPolicySize;
  if (session.sourceIdentity !== undefined) shape.SourceIdentity = session.sourceIdentity;
  return shape;
}
