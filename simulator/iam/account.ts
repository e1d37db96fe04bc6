import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import type { Received } from './received.ts';

// Accounts here have no alias, and none can be given.
export const listAccountAliases = operation<Received<iam.ListAccountAliasesRequest>, iam.ListAccountAliasesResponse>({
  access: () => [{ action: 'iam:ListAccountAliases', resource: '*' }],
  run: () => ({ AccountAliases: [], IsTruncated: false }),
});
