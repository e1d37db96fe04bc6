import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labHome } from '../lab-home.ts';
import type { AwsAccount } from './aws-account.ts';
import { explainCredentials } from './explain-credentials.ts';

/** Who calls AWS, as GetCallerIdentity says. */
export interface Identity {
  account: string;
  arn: string;
}

/** Errors: WrongInput if the credentials are not accepted. */
export async function identify({ aws }: AwsAccount): Promise<Identity> {
  try {
    const { Account = '', Arn = '' } = await (await aws.sts()).getCallerIdentity({});
    return { account: Account, arn: Arn };
  } catch (error) {
    throw explainCredentials(error);
  }
}

/** Why the labs do not run as this caller: one sentence with the remedy; undefined if they do. */
export function refusal({ account, arn }: Identity, env: Record<string, string | undefined>): string | undefined {
  if (arn.endsWith(':root')) {
    return `These are keys of the root user of account ${account}. Use a role or user of your own instead.`;
  }
  if (deniedAccounts(env).has(account)) {
    return `Account ${account} is on the deny list (LAB_DENY_ACCOUNTS or ${denyFile()}). Choose another account by AWS_PROFILE.`;
  }
  if (!arn.startsWith('arn:aws:'))
    return `${arn} is in a partition that the labs' ARNs do not fit. Use one in arn:aws.`;
  return undefined;
}

/** Account ids that the learner, or whoever set up the machine, wants to be left alone. */
function deniedAccounts({ LAB_DENY_ACCOUNTS = '' }: Record<string, string | undefined>): Set<string> {
  const words = `${LAB_DENY_ACCOUNTS} ${readDenyFile()}`.replace(/#.*$/gm, '').split(/[\s,]+/);
  return new Set(words.map((word) => word.replaceAll('-', '')).filter(Boolean));
}

const denyFile = () => join(labHome(), 'deny-accounts');

/** A list that is there and cannot be read must not count as empty. */
function readDenyFile(): string {
  try {
    return readFileSync(denyFile(), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
