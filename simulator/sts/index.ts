import * as schemas from '@aws-sdk/client-sts';
import type { Service } from '../wire/operation.ts';
import { assumeRole } from './assume-role.ts';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts';
import { decodeAuthorizationMessage } from './authorization-message.ts';
import { getAccessKeyInfo, getCallerIdentity } from './caller-identity.ts';
import { getSessionToken } from './get-session-token.ts';

/** AWS Security Token Service: sessions of roles and users, and who the caller is. */
export const sts: Service = {
  name: 'sts',
  protocol: 'awsQuery',
  schemas: { ...schemas },
  operations: {
    AssumeRole: assumeRole,
    AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
    GetCallerIdentity: getCallerIdentity,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetSessionToken: getSessionToken,
    DecodeAuthorizationMessage: decodeAuthorizationMessage,
  },
};
