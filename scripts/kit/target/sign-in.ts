import { join } from 'node:path';
import { WrongInput } from '../command.ts';
import { labHome } from '../lab-home.ts';
import { type AwsAccount, openAccount } from './aws-account.ts';
import { type Identity, identify, refusal } from './aws-identity.ts';

/** An account that may be used, and by whom. */
export interface SignedIn {
  account: AwsAccount;
  identity: Identity;
  /** Of progress, files and runs: LAB_HOME/aws/<account>. */
  home: string;
}

/** Who calls, by the SDK's default chain. Errors: WrongInput for credentials or an account that cannot be used. */
export async function signIn(env: Record<string, string | undefined>): Promise<SignedIn> {
  const account = await openAccount(env);
  const identity = await identify(account);
  const refused = refusal(identity, env);
  if (refused) throw new WrongInput(refused);
  return { account, identity, home: accountHome(identity) };
}

export const accountHome = ({ account }: Pick<Identity, 'account'>) => join(labHome(), 'aws', account);
