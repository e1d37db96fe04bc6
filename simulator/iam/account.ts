import type * as iam from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { requireLength } from './constraints.ts';
import { entityAlreadyExists, noSuchEntity, validationError } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import type { Received } from './received.ts';

/** Accounts by alias: an alias is one account's in the whole cloud. */
const aliasesOf = (state: State) => state.table<string>('iam/account-aliases');

export function aliasOf(state: State, account: string): string | undefined {
  return [...aliasesOf(state).entries()].find(([, owner]) => owner === account)?.[0];
}

/** An account has one alias: a second one takes the first one's place. */
export const createAccountAlias = operation<Received<iam.CreateAccountAliasRequest>, void>({
  access: () => [{ action: 'iam:CreateAccountAlias', resource: '*' }],
  run({ AccountAlias: alias }, { state, account }) {
    requireAlias(alias);
    if (aliasesOf(state).has(alias)) throw entityAlreadyExists(`The account alias ${alias} already exists.`);
    const before = aliasOf(state, account);
    if (before !== undefined) aliasesOf(state).delete(before);
    aliasesOf(state).put(alias, account);
  },
});

function requireAlias(alias: string): void {
  requireLength(alias, 'accountAlias', 3, 63);
  if (/^[a-z0-9](?:[a-z0-9]|-(?!-))*[a-z0-9]$/.test(alias)) return;
  throw validationError(
    'The specified value for accountAlias is invalid. It must contain only digits, lowercase letters, and hyphens (-), but cannot begin or end with a hyphen.',
  );
}

export const deleteAccountAlias = operation<Received<iam.DeleteAccountAliasRequest>, void>({
  access: () => [{ action: 'iam:DeleteAccountAlias', resource: '*' }],
  run({ AccountAlias: alias }, { state, account }) {
    if (aliasesOf(state).get(alias) === account) aliasesOf(state).delete(alias);
    // Assumed; not confirmed against AWS: the text.
    else throw noSuchEntity(`The account alias with name ${alias} cannot be found.`);
  },
});

export const listAccountAliases = operation<Received<iam.ListAccountAliasesRequest>, iam.ListAccountAliasesResponse>({
  access: () => [{ action: 'iam:ListAccountAliases', resource: '*' }],
  run(input, { state, account }) {
    const alias = aliasOf(state, account);
    const { items, ...page } = pageOf(alias === undefined ? [] : [alias], (name) => name, input);
    return { AccountAliases: items, ...page };
  },
});
