import type { AwsAccount, Credentials } from './aws-account.ts';

type Environment = Record<string, string | undefined>;

const FOLDER = '/aws';

/** Where the workshop shell finds its credentials, and the endpoints if AWS is elsewhere. */
export function shellEnvironment(env: Environment): Record<string, string> {
  const endpoints = Object.entries(env).filter(
    (pair): pair is [string, string] => /^AWS_ENDPOINT_URL(_|$)/.test(pair[0]) && Boolean(pair[1]),
  );
  return {
    ...Object.fromEntries(endpoints),
    AWS_CONFIG_FILE: `${FOLDER}/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${FOLDER}/credentials`,
  };
}

/**
 * The shell's AWS files, in memory only: whatever the SDK's chain found, as temporary keys of profiles, because the shell
 * signs in nowhere by itself. AWS_PROFILE is a name for the default there, as the kubeconfig asks for it.
 */
export async function shellFiles(
  { region, credentials }: AwsAccount,
  partner: AwsAccount | undefined,
  profile: string | undefined,
): Promise<Record<string, string>> {
  const own = await section(credentials);
  const profiles = {
    ...(profile && { [profile]: own }),
    ...(partner && { partner: await section(partner.credentials) }),
  };
  const all = Object.entries({ ...profiles, default: own });
  return {
    [`${FOLDER}/credentials`]: all.map(([name, keys]) => `[${name}]\n${keys}`).join('\n'),
    [`${FOLDER}/config`]: all.map(([name]) => `[profile ${name}]\nregion = ${region}\n`).join('\n'),
  };
}

async function section(credentials: Credentials): Promise<string> {
  const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
  const lines = [`aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`];
  if (sessionToken) lines.push(`aws_session_token = ${sessionToken}`);
  return `${lines.join('\n')}\n`;
}
