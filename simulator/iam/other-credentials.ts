import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { getUser, requestedName, userEntity } from './find-user.ts';
import { noSuchEntity } from './iam-errors.ts';
import type { Received } from './received.ts';

// Users have access keys only. Who looks for other credentials, as Terraform does before it deletes a user, hears that
// there are none.

const noLoginProfile = (name: string) => noSuchEntity(`Login Profile for User ${name} cannot be found.`);

export const getLoginProfile = operation<Received<iam.GetLoginProfileRequest>, never>({
  access: (input, context) =>
    userEntity.access('iam:GetLoginProfile', requestedName(input.UserName, context.caller), context),
  run(input, { state, account, caller }) {
    throw noLoginProfile(getUser(state, account, requestedName(input.UserName, caller)).name);
  },
});

export const deleteLoginProfile = operation<Received<iam.DeleteLoginProfileRequest>, never>({
  access: (input, context) =>
    userEntity.access('iam:DeleteLoginProfile', requestedName(input.UserName, context.caller), context),
  run(input, { state, account, caller }) {
    throw noLoginProfile(getUser(state, account, requestedName(input.UserName, caller)).name);
  },
});

export const listMFADevices = emptyListing('iam:ListMFADevices', { MFADevices: [] });
export const listSSHPublicKeys = emptyListing('iam:ListSSHPublicKeys', { SSHPublicKeys: [] });
export const listSigningCertificates = emptyListing('iam:ListSigningCertificates', { Certificates: [] });
export const listServiceSpecificCredentials = emptyListing('iam:ListServiceSpecificCredentials', {
  ServiceSpecificCredentials: [],
});

function emptyListing<Output>(action: string, nothing: Output) {
  return operation<{ UserName?: string | undefined }, Output & { IsTruncated: boolean }>({
    access: (input, context) => userEntity.access(action, requestedName(input.UserName, context.caller), context),
    run(input, { state, account, caller }) {
      getUser(state, account, requestedName(input.UserName, caller));
      return { ...nothing, IsTruncated: false };
    },
  });
}
