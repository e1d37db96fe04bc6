import type { State } from '../state/state.ts';
import type { Access } from '../wire/operation.ts';
import { type Entity, type Scope, taggedAccess } from './entity.ts';
import { noSuchEntity } from './iam-errors.ts';
import { type OidcProvider, oidcProvidersOf } from './tables.ts';

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

export const providerArn = (account: string, url: string) =>
  `arn:aws:iam::${account}:oidc-provider/${url.slice('https://'.length)}`;

/** The permission to act on a provider. */
export function providerAccess(action: string, arn: string, { state, account }: Scope, keys?: Access['context']) {
  return [taggedAccess(action, arn, oidcProvidersOf(state, account).get(arn)?.tags ?? {}, keys)];
}

export const providerEntity: Entity<'OpenIDConnectProviderArn', OidcProvider> = {
  noun: 'provider',
  member: 'OpenIDConnectProviderArn',
  find: ({ state, account }, arn) => oidcProvidersOf(state, account).get(arn),
  get: ({ state, account }, arn) => getProvider(state, account, arn),
  change({ state, account }, arn, change) {
    oidcProvidersOf(state, account).put(arn, change(getProvider(state, account, arn)));
  },
  access: providerAccess,
};
