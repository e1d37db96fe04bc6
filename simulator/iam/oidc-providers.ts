import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { dateOf } from './date-of.ts';
import { getProvider, providerAccess, providerArn } from './find-oidc-provider.ts';
import { entityAlreadyExists } from './iam-errors.ts';
import { fetchThumbprint, requireClientIds, requireThumbprints, requireUrl } from './oidc-provider-rules.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { oidcProvidersOf } from './tables.ts';
import { requestTagContext, tagList, withTags } from './tags.ts';

export const createOpenIDConnectProvider = operation<
  Received<iam.CreateOpenIDConnectProviderRequest>,
  iam.CreateOpenIDConnectProviderResponse
>({
  limits: 'Issuers outside the local cloud need a thumbprint; none is compared.',
  access: (input, { account }) => [
    {
      action: 'iam:CreateOpenIDConnectProvider',
      resource: providerArn(account, input.Url),
      context: requestTagContext(input.Tags),
    },
  ],
  run(input, context) {
    const { state, account, now } = context;
    requireUrl(input.Url);
    const clientIds = requireClientIds(context, input.ClientIDList ?? []);
    const given = requireThumbprints(input.ThumbprintList ?? []);
    const tags = withTags({}, input.Tags);
    const providers = oidcProvidersOf(state, account);
    const arn = providerArn(account, input.Url);
    if (providers.has(arn)) throw entityAlreadyExists(`Provider with url ${input.Url} already exists.`);
    requireWithinQuota(context, 'OpenIdConnectProvidersPerAccount', providers.size + 1);
    const thumbprints = given.length > 0 ? given : [fetchThumbprint(state, input.Url)];
    const url = input.Url.slice('https://'.length);
    providers.put(arn, { arn, url, clientIds, thumbprints, createdAtMs: now, tags });
    return { OpenIDConnectProviderArn: arn, ...(input.Tags?.length && { Tags: tagList(tags) }) };
  },
});

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
      CreateDate: dateOf(provider.createdAtMs),
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
  run(input, context) {
    const { state, account } = context;
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    const clientIds = requireClientIds(context, [...provider.clientIds, input.ClientID]);
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
  limits: 'Thumbprints are never compared.',
  access: (input, context) =>
    providerAccess('iam:UpdateOpenIDConnectProviderThumbprint', input.OpenIDConnectProviderArn, context),
  run(input, { state, account }) {
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    const thumbprints = requireThumbprints(input.ThumbprintList);
    oidcProvidersOf(state, account).put(provider.arn, { ...provider, thumbprints });
  },
});
