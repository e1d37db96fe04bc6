import type * as iam from '@aws-sdk/client-iam';
import { AwsError } from '../aws-error.ts';
import { issuers } from '../oidc/issuer.ts';
import type { State } from '../state/state.ts';
import { type Access, type CallContext, operation } from '../wire/operation.ts';
import { requireLength } from './constraints.ts';
import { entityAlreadyExists, invalidInput, limitExceeded, noSuchEntity, validationError } from './iam-errors.ts';
import type { Received } from './received.ts';
import { type OidcProvider, oidcProvidersOf } from './tables.ts';
import { requestTagContext, tagList, withTags } from './tags.ts';

/** Quota L-858F3967. facts D */
const MAX_PROVIDERS = 100;
const MAX_CLIENT_IDS = 100;
const MAX_THUMBPRINTS = 5;
/** What AWS documents as the thumbprint behind EKS issuers: the top CA of their certificates. */
const EKS_ISSUER_THUMBPRINT = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';

/** The provider that trusts `issuer` (its URL, scheme included) in `account`. */
export function findProviderOf(state: State, account: string, issuer: string): OidcProvider | undefined {
  return oidcProvidersOf(state, account).get(providerArn(account, issuer));
}

/** Errors: NoSuchEntity 404. */
export function getProvider(state: State, account: string, arn: string): OidcProvider {
  const provider = oidcProvidersOf(state, account).get(arn);
  if (!provider) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}

const providerArn = (account: string, url: string) =>
  `arn:aws:iam::${account}:oidc-provider/${url.slice('https://'.length)}`;

/** The permission to act on a provider. */
export function providerAccess(
  action: string,
  arn: string,
  { state, account }: CallContext,
  context: Record<string, string | string[]> = {},
): Access[] {
  return [{ action, resource: arn, resourceTags: oidcProvidersOf(state, account).get(arn)?.tags ?? {}, context }];
}

export const createOpenIDConnectProvider = operation<
  Received<iam.CreateOpenIDConnectProviderRequest>,
  iam.CreateOpenIDConnectProviderResponse
>({
  access: (input, { account }) => [
    {
      action: 'iam:CreateOpenIDConnectProvider',
      resource: providerArn(account, input.Url),
      context: requestTagContext(input.Tags),
    },
  ],
  run(input, { state, account, now }) {
    requireUrl(input.Url);
    const clientIds = requireClientIds(input.ClientIDList ?? []);
    const given = requireThumbprints(input.ThumbprintList ?? []);
    const tags = withTags({}, input.Tags);
    const providers = oidcProvidersOf(state, account);
    const arn = providerArn(account, input.Url);
    if (providers.has(arn)) throw entityAlreadyExists(`Provider with url ${input.Url} already exists.`);
    if (providers.size >= MAX_PROVIDERS) {
      throw limitExceeded(`Cannot exceed quota for OpenIdConnectProvidersPerAccount: ${MAX_PROVIDERS}`);
    }
    const thumbprints = given.length > 0 ? given : [fetchThumbprint(state, input.Url)];
    const url = input.Url.slice('https://'.length);
    providers.put(arn, { arn, url, clientIds, thumbprints, createdAtMs: now, tags });
    return { OpenIDConnectProviderArn: arn, Tags: tagList(tags) };
  },
});

/** facts A.8 */
function requireUrl(url: string): void {
  requireLength(url, 'url', 1, 255);
  if (!URL.canParse(url)) throw validationError('Invalid Open ID Connect Provider URL');
  const { protocol, search, port } = new URL(url);
  if (protocol !== 'https:') {
    throw invalidInput('Invalid Open ID Connect Provider URL. The URL must begin with https://.');
  }
  if (search !== '' || port !== '') throw validationError('Invalid Open ID Connect Provider URL');
}

function requireClientIds(clientIds: string[]): string[] {
  for (const clientId of clientIds) requireLength(clientId, 'clientIDList', 1, 255);
  if (clientIds.length > MAX_CLIENT_IDS) {
    throw limitExceeded(`Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MAX_CLIENT_IDS}`);
  }
  return [...new Set(clientIds)];
}

function requireThumbprints(thumbprints: string[]): string[] {
  if (thumbprints.length > MAX_THUMBPRINTS) throw invalidInput('Thumbprint list must contain fewer than 5 entries.');
  for (const thumbprint of thumbprints) requireLength(thumbprint, 'thumbprintList', 40, 40);
  return thumbprints;
}

/** IAM fetches the issuer's certificates when no thumbprint is given; issuers of this cloud are the ones in reach. */
function fetchThumbprint(state: State, url: string): string {
  if (issuers(state).has(url)) return EKS_ISSUER_THUMBPRINT;
  // Assumed; not confirmed against AWS: the text.
  throw new AwsError('OpenIdIdpCommunicationError', 400, `The OpenID Connect provider ${url} cannot be reached.`);
}

export const getOpenIDConnectProvider = operation<
  Received<iam.GetOpenIDConnectProviderRequest>,
  iam.GetOpenIDConnectProviderResponse
>({
  access: (input, context) => providerAccess('iam:GetOpenIDConnectProvider', input.OpenIDConnectProviderArn, context),
  run(input, { state, account }) {
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    return {
      Url: provider.url,
      ClientIDList: provider.clientIds,
      ThumbprintList: provider.thumbprints,
      CreateDate: new Date(provider.createdAtMs),
      Tags: tagList(provider.tags),
    };
  },
});

export const listOpenIDConnectProviders = operation<
  Received<iam.ListOpenIDConnectProvidersRequest>,
  iam.ListOpenIDConnectProvidersResponse
>({
  access: (_input, { account }) => [
    { action: 'iam:ListOpenIDConnectProviders', resource: `arn:aws:iam::${account}:oidc-provider/*` },
  ],
  run: (_input, { state, account }) => ({
    OpenIDConnectProviderList: [...oidcProvidersOf(state, account).keys()].map((Arn) => ({ Arn })),
  }),
});

// A provider that is not there is no error: "This operation is idempotent", says its documentation.
export const deleteOpenIDConnectProvider = operation<Received<iam.DeleteOpenIDConnectProviderRequest>, void>({
  access: (input, context) =>
    providerAccess('iam:DeleteOpenIDConnectProvider', input.OpenIDConnectProviderArn, context),
  run(input, { state, account }) {
    oidcProvidersOf(state, account).delete(input.OpenIDConnectProviderArn);
  },
});

export const addClientIDToOpenIDConnectProvider = operation<
  Received<iam.AddClientIDToOpenIDConnectProviderRequest>,
  void
>({
  access: (input, context) =>
    providerAccess('iam:AddClientIDToOpenIDConnectProvider', input.OpenIDConnectProviderArn, context),
  run(input, { state, account }) {
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    const clientIds = requireClientIds([...provider.clientIds, input.ClientID]);
    oidcProvidersOf(state, account).put(provider.arn, { ...provider, clientIds });
  },
});

export const removeClientIDFromOpenIDConnectProvider = operation<
  Received<iam.RemoveClientIDFromOpenIDConnectProviderRequest>,
  void
>({
  access: (input, context) =>
    providerAccess('iam:RemoveClientIDFromOpenIDConnectProvider', input.OpenIDConnectProviderArn, context),
  run(input, { state, account }) {
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    const clientIds = provider.clientIds.filter((clientId) => clientId !== input.ClientID);
    oidcProvidersOf(state, account).put(provider.arn, { ...provider, clientIds });
  },
});

export const updateOpenIDConnectProviderThumbprint = operation<
  Received<iam.UpdateOpenIDConnectProviderThumbprintRequest>,
  void
>({
  access: (input, context) =>
    providerAccess('iam:UpdateOpenIDConnectProviderThumbprint', input.OpenIDConnectProviderArn, context),
  run(input, { state, account }) {
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    const thumbprints = requireThumbprints(input.ThumbprintList);
    oidcProvidersOf(state, account).put(provider.arn, { ...provider, thumbprints });
  },
});
