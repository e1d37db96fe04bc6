import { callService } from '../call-service.ts';
import { CliError, GENERAL } from '../cli-error.ts';
import type { Settings } from '../settings.ts';
import type { AwsKeys } from './credentials.ts';
import { asKeys, type StsCredentials } from './sts-credentials.ts';

/** IRSA: the token file goes to STS in an unsigned call; its refusal is the command's own error. facts E.2 */
export async function webIdentityCredentials(settings: Settings): Promise<AwsKeys | undefined> {
  const { context, profiles, profile, options } = settings;
  const env = options.profile ? {} : context.env;
  const file = env.AWS_WEB_IDENTITY_TOKEN_FILE || profiles[profile]?.web_identity_token_file;
  if (!file) return undefined;
  const roleArn = env.AWS_ROLE_ARN || profiles[profile]?.role_arn;
  if (!roleArn) throw new CliError(GENERAL, `\n${MISSING_ROLE}`);
  const RoleSessionName = env.AWS_ROLE_SESSION_NAME || `botocore-session-${Math.floor(context.now() / 1000)}`;
  const WebIdentityToken = await readToken(settings, file);
  const answer = await callService<{ Credentials?: StsCredentials }>(settings, 'sts', 'AssumeRoleWithWebIdentity', {
    input: { RoleArn: roleArn, RoleSessionName, WebIdentityToken },
    keys: 'unsigned',
  });
  return asKeys(answer.Credentials);
}

const MISSING_ROLE =
  'The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure that the profile has the role_arnconfiguration set or the AWS_ROLE_ARN env var is set.';

async function readToken({ context: { fs, cwd } }: Settings, file: string): Promise<string> {
  try {
    return await fs.readFile(fs.resolvePath(cwd, file));
  } catch {
    throw new CliError(GENERAL, `\n[Errno 2] No such file or directory: '${file}'`);
  }
}
