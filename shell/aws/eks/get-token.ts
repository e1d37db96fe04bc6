import type { CommandResult } from '../../command.ts';
import { callService } from '../call-service.ts';
import { credentials } from '../credentials/credentials.ts';
import { asKeys, type StsCredentials } from '../credentials/sts-credentials.ts';
import { type Flags, readFlags, requireOption } from '../flags.ts';
import { formatOutput } from '../output/format.ts';
import { endpointFor, requireRegion, type Settings } from '../settings.ts';
import { createSigner } from '../signer.ts';
import { clusterToken } from './cluster-token.ts';

const TOKEN_MS = 14 * 60 * 1000;

/** `aws eks get-token`: an ExecCredential whose token is a presigned GetCallerIdentity. facts C.5 */
export async function getToken(settings: Settings, args: string[]): Promise<CommandResult> {
  const flags = readFlags(args, ['--cluster-name', '--cluster-id', '--role-arn']);
  const cluster = flags.options.get('--cluster-id') ?? requireOption(flags, '--cluster-name');
  const credential = await execCredential(await asRole(settings, flags), cluster);
  return { stdout: await formatOutput('get-token', credential, settings.options), stderr: '', exitCode: 0 };
}

/** What kubectl gets from its exec plugin. */
export async function execCredential(settings: Settings, cluster: string) {
  const { env, now } = settings.context;
  const expires = new Date(now() + TOKEN_MS).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    kind: 'ExecCredential',
    apiVersion: apiVersion(env.KUBERNETES_EXEC_INFO),
    spec: {},
    status: { expirationTimestamp: expires, token: await signedToken(settings, cluster) },
  };
}

async function signedToken(settings: Settings, cluster: string): Promise<string> {
  const endpoint = endpointFor(settings, 'STS') ?? `https://sts.${requireRegion(settings)}.amazonaws.com`;
  const signer = await createSigner(settings, 'sts');
  return clusterToken({ signer, endpoint: endpoint.replace(/\/$/, ''), cluster, now: settings.context.now() });
}

/** The caller's settings, or with `--role-arn` those of a session of that role. */
async function asRole(settings: Settings, { options }: Flags): Promise<Settings> {
  const roleArn = options.get('--role-arn');
  if (!roleArn) return settings;
  const answer = await callService<{ Credentials?: StsCredentials }>(settings, 'sts', 'AssumeRole', {
    input: { RoleArn: roleArn, RoleSessionName: 'EKSGetTokenAuth' },
  });
  const keys = asKeys(answer.Credentials) ?? (await credentials(settings));
  const env = {
    ...settings.context.env,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken ?? '',
  };
  return { ...settings, context: { ...settings.context, env }, options: { ...settings.options, profile: undefined } };
}

function apiVersion(execInfo: string | undefined): string {
  const [, asked] =
    /"apiVersion":\s*"(client\.authentication\.k8s\.io\/v1(?:alpha1|beta1)?)"/.exec(execInfo ?? '') ?? [];
  return asked ?? 'client.authentication.k8s.io/v1beta1';
}
