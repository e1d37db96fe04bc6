import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { Caller } from '../caller.ts';
import { accountOfRole } from '../eks/arns.ts';
import { externalIdOf } from '../eks/association-output.ts';
import type { PodIdentityAssociation } from '../eks/tables.ts';
import type { AssumedRole } from '../sts/role-session.ts';
import type { CallContext } from '../wire/operation.ts';

/** As long as role chaining allows. facts B.8 */
const DURATION_SECONDS = 3600;

/**
 * The second hop: the target role, in any account, assumed with the first role's credentials, whose transitive session
 * tags it inherits. Without session tags, sts:ExternalId tells the target which association asks. facts B.8
 *
 * Errors: those of AssumeRole.
 */
export async function assumeTargetRole(
  first: AssumedRole,
  association: PodIdentityAssociation & { targetRoleArn: string },
  sessionName: string,
  context: CallContext,
): Promise<Pick<AssumedRole, 'credentials' | 'assumedRoleUser'>> {
  const input: AssumeRoleRequest = {
    RoleArn: association.targetRoleArn,
    RoleSessionName: sessionName,
    DurationSeconds: DURATION_SECONDS,
    ...(association.disableSessionTags && { ExternalId: externalIdOf(association) }),
    ...(association.policy && { Policy: association.policy }),
  };
  const call = { service: 'sts', operation: 'AssumeRole', input, caller: callerOf(first), region: context.region };
  const { Credentials, AssumedRoleUser } = (await context.invoke(call)) as AssumeRoleResponse;
  return {
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
      expiresAtMs: Credentials?.Expiration?.getTime() ?? 0,
    },
    assumedRoleUser: { arn: AssumedRoleUser?.Arn ?? '', assumedRoleId: AssumedRoleUser?.AssumedRoleId ?? '' },
  };
}

/** The first role's session as a caller of its own. */
function callerOf({ session, credentials, assumedRoleUser }: AssumedRole): Caller {
  return {
    type: 'role-session',
    account: accountOfRole(session.roleArn) ?? '',
    arn: assumedRoleUser.arn,
    userId: assumedRoleUser.assumedRoleId,
    accessKeyId: credentials.accessKeyId,
    session,
  };
}
