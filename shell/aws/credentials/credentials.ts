import { CliError, CONFIGURATION, GENERAL } from '../cli-error.ts';
import type { Settings } from '../settings.ts';
import { assumeRoleCredentials } from './assume-role.ts';
import { containerCredentials } from './container.ts';
import { webIdentityCredentials } from './web-identity.ts';

export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

type Source = (settings: Settings) => Promise<AwsKeys | undefined> | AwsKeys | undefined;

/** The CLI's order; without instance metadata, SSO and processes, which have no place in this shell. facts E.2 */
const CHAIN: Source[] = [environment, assumeRoleCredentials, webIdentityCredentials, profileKeys, containerCredentials];

/** The caller's credentials. Throws as the CLI does if there are none, or if a source that is configured fails. */
export async function credentials(settings: Settings): Promise<AwsKeys> {
  for (const source of CHAIN) {
    const keys = await source(settings);
    if (keys) return keys;
  }
  const remedy = 'You can configure credentials by running "aws configure".';
  throw new CliError(CONFIGURATION, `\nUnable to locate credentials. ${remedy}`);
}

/** A profile that the command line names goes before the environment. */
function environment({ context: { env }, options }: Settings): AwsKeys | undefined {
  if (options.profile || !env.AWS_ACCESS_KEY_ID) return undefined;
  if (!env.AWS_SECRET_ACCESS_KEY) {
    throw new CliError(GENERAL, '\nPartial credentials found in env, missing: AWS_SECRET_ACCESS_KEY');
  }
  return {
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN || undefined,
  };
}

function profileKeys({ profiles, profile }: Settings): AwsKeys | undefined {
  return keysOfProfile(profiles[profile]);
}

export function keysOfProfile(settings: Record<string, string> | undefined): AwsKeys | undefined {
  if (!settings?.aws_access_key_id || !settings.aws_secret_access_key) return undefined;
  return {
    accessKeyId: settings.aws_access_key_id,
    secretAccessKey: settings.aws_secret_access_key,
    sessionToken: settings.aws_session_token,
  };
}
