import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { getProvider, providerAccess } from './find-oidc-provider.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';
import { oidcProvidersOf } from './tables.ts';
import { requestTagContext, tagList, withoutTags, withTags } from './tags.ts';

export const tagOpenIDConnectProvider = operation<Received<iam.TagOpenIDConnectProviderRequest>, void>({
  access: (input, context) =>
    providerAccess(
      'iam:TagOpenIDConnectProvider',
      input.OpenIDConnectProviderArn,
      context,
      requestTagContext(input.Tags),
    ),
  run(input, { state, account }) {
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    oidcProvidersOf(state, account).put(provider.arn, { ...provider, tags: withTags(provider.tags, input.Tags) });
  },
});

export const untagOpenIDConnectProvider = operation<Received<iam.UntagOpenIDConnectProviderRequest>, void>({
  access: (input, context) =>
    providerAccess('iam:UntagOpenIDConnectProvider', input.OpenIDConnectProviderArn, context, {
      'aws:TagKeys': input.TagKeys,
    }),
  run(input, { state, account }) {
    const provider = getProvider(state, account, input.OpenIDConnectProviderArn);
    oidcProvidersOf(state, account).put(provider.arn, { ...provider, tags: withoutTags(provider.tags, input.TagKeys) });
  },
});

export const listOpenIDConnectProviderTags = operation<
  Received<iam.ListOpenIDConnectProviderTagsRequest>,
  iam.ListOpenIDConnectProviderTagsResponse
>({
  access: (input, context) =>
    providerAccess('iam:ListOpenIDConnectProviderTags', input.OpenIDConnectProviderArn, context),
  run(input, { state, account }) {
    const tags = tagList(getProvider(state, account, input.OpenIDConnectProviderArn).tags);
    const { items, ...page } = pageOf(tags, (tag) => tag.Key, input);
    return { Tags: items, ...page };
  },
});
