import type { Caller, RoleSession } from '../caller.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { RequestRecord } from '../wire/records.ts';

type Identity = Record<string, unknown>;

/** Who called. CloudTrail user guide, "CloudTrail userIdentity element" */
export function userIdentity({ caller, call }: RequestRecord): Identity {
  if (!caller) return { type: 'Unknown' };
  if (caller.type === 'service') return { type: 'AWSService', invokedBy: caller.arn };
  if (caller.type === 'anonymous') return webIdentity(call?.output ?? {});
  const { account, arn, userId, accessKeyId, session, calledVia } = caller;
  const who = {
    ...{ principalId: userId, arn, accountId: account },
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(calledVia !== undefined && { invokedBy: calledVia }),
  };
  if (session) return { type: 'AssumedRole', ...who, sessionContext: sessionContext(session, caller) };
  if (caller.type === 'root') return { type: 'Root', ...who };
  return { type: 'IAMUser', ...who, userName: nameInArn(arn) };
}

function sessionContext(session: RoleSession, { account }: Caller): Identity {
  const { roleArn, roleId, issuedAtMs, federatedProvider, sourceIdentity } = session;
  const userName = nameInArn(roleArn);
  return {
    sessionIssuer: { type: 'Role', principalId: roleId, arn: roleArn, accountId: account, userName },
    ...(federatedProvider !== undefined && { webIdFederationData: { federatedProvider, attributes: {} } }),
    attributes: { creationDate: `${new Date(issuedAtMs).toISOString().slice(0, 19)}Z`, mfaAuthenticated: 'false' },
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  };
}

/** Of a refused call nothing is known: the token was not believed. */
function webIdentity({ Provider, Audience, SubjectFromWebIdentityToken: subject }: Identity): Identity {
  if (subject === undefined) return { type: 'WebIdentityUser' };
  const principalId = `${Provider}:${Audience}:${subject}`;
  return { type: 'WebIdentityUser', principalId, userName: subject, identityProvider: Provider };
}
