import { operation } from '../wire/operation.ts';
import { getUser, requestedName, userEntity } from './find-user.ts';

// Users have access keys and passwords only. Who looks for other credentials, as Terraform does before it deletes a
// user, hears that there are none; so does who takes stock of an account.

export const listMFADevices = emptyListing('iam:ListMFADevices', { MFADevices: [] });
export const listSSHPublicKeys = emptyListing('iam:ListSSHPublicKeys', { SSHPublicKeys: [] });
export const listSigningCertificates = emptyListing('iam:ListSigningCertificates', { Certificates: [] });
export const listServiceSpecificCredentials = emptyListing('iam:ListServiceSpecificCredentials', {
  ServiceSpecificCredentials: [],
});

export const listVirtualMFADevices = emptyStock('iam:ListVirtualMFADevices', { VirtualMFADevices: [] });
export const listServerCertificates = emptyStock('iam:ListServerCertificates', { ServerCertificateMetadataList: [] });
export const listSAMLProviders = emptyStock('iam:ListSAMLProviders', { SAMLProviderList: [] });

function emptyStock<Output>(action: string, nothing: Output) {
  return operation<object, Output & { IsTruncated: boolean }>({
    limits: 'There are none.',
    access: () => [{ action, resource: '*' }],
    run: () => ({ ...nothing, IsTruncated: false }),
  });
}

function emptyListing<Output>(action: string, nothing: Output) {
  return operation<{ UserName?: string | undefined }, Output & { IsTruncated: boolean }>({
    limits: 'There are none.',
    access: (input, context) => userEntity.access(action, requestedName(input.UserName, context.caller), context),
    run(input, { state, account, caller }) {
      getUser(state, account, requestedName(input.UserName, caller));
      return { ...nothing, IsTruncated: false };
    },
  });
}
