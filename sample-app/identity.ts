import { readFile } from 'node:fs/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { region } from './region.ts';

const sts = new STSClient({ region });

/** Who this app is for AWS, and how it can tell. The token's claims are shown, never the token. */
export async function identity() {
  const { Account: account, Arn: arn, UserId: userId } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, arn, userId, ...(await foundSource()) };
}

/** Where the credentials came from, once there are some. */
async function foundSource(): Promise<Source> {
  const credentials = await sts.config.credentials();
  // The SDK notes on credentials where it found them; of the shared files no variable tells.
  const noted = '$source' in credentials ? Object.keys(credentials.$source ?? {}) : [];
  if (noted.includes('CREDENTIALS_PROFILE')) return { mechanism: 'a profile in the shared files', variables: {} };
  const source = await credentialSource();
  // The metadata service is the last place where the chain looks.
  return source.mechanism === 'none' ? { mechanism: 'instance metadata of the node', variables: {} } : source;
}

interface Source {
  mechanism: string;
  /** The variables by which the SDK found it: names and paths, no secrets. */
  variables: Record<string, string>;
  claims?: unknown;
}

/** What the default chain finds first, judged by the environment, as the chain does but for shared files. */
export async function credentialSource(env: NodeJS.ProcessEnv = process.env): Promise<Source> {
  if (env.AWS_ACCESS_KEY_ID) return { mechanism: 'access keys in the environment', variables: {} };
  if (env.AWS_ROLE_ARN && env.AWS_WEB_IDENTITY_TOKEN_FILE) {
    return fromToken('IRSA', env, ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE']);
  }
  if (env.AWS_CONTAINER_CREDENTIALS_FULL_URI && env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) {
    return fromToken('EKS Pod Identity', env, [
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    ]);
  }
  return { mechanism: 'none', variables: {} };
}

async function fromToken(mechanism: string, env: NodeJS.ProcessEnv, names: string[]): Promise<Source> {
  const variables = Object.fromEntries(names.map((name) => [name, env[name] ?? '']));
  const file = env.AWS_WEB_IDENTITY_TOKEN_FILE ?? env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ?? '';
  return { mechanism, variables, claims: await readClaims(file) };
}

async function readClaims(file: string): Promise<unknown> {
  try {
    const payload = (await readFile(file, 'utf8')).split('.')[1] ?? '';
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch (error) {
    // The SDK will tell about a token that is missing or broken; this is only the explanation beside it.
    return error instanceof SyntaxError ? 'not a token' : 'no token file';
  }
}
