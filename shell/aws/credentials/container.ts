import type { CommandContext } from '../../command.ts';
import { readBody, type TransportResponse } from '../../transport.ts';
import { CliError, GENERAL } from '../cli-error.ts';
import type { Settings } from '../settings.ts';
import type { AwsKeys } from './credentials.ts';

const ATTEMPTS = 3;
const HTTP_HOSTS = ['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]', 'localhost', '[::1]'];

/** EKS Pod Identity (and ECS): the agent named in AWS_CONTAINER_CREDENTIALS_*. facts E.2 */
export async function containerCredentials({ context }: Settings): Promise<AwsKeys | undefined> {
  const url = credentialsUrl(context.env);
  if (!url) return undefined;
  const headers: Record<string, string> = { accept: 'application/json' };
  const authorization = await readAuthorization(context);
  if (authorization) headers.authorization = authorization;
  return parseKeys(await fetchWithRetries(context, url, headers));
}

function credentialsUrl(env: Record<string, string>): string | undefined {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  if (relative) return `http://169.254.170.2${relative}`;
  const full = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!full) return undefined;
  const { protocol, hostname } = new URL(full);
  if (protocol === 'https:' || HTTP_HOSTS.includes(hostname) || hostname.startsWith('127.')) return full;
  const allowed = '169.254.170.2, 169.254.170.23, fd00:ec2::23, localhost';
  throw new CliError(
    GENERAL,
    `\nUnsupported host '${hostname}'.  Can only retrieve metadata from a loopback address or one of these hosts: ${allowed}`,
  );
}

async function readAuthorization({ env, fs, cwd }: CommandContext): Promise<string | undefined> {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  if (!file) return checked(env.AWS_CONTAINER_AUTHORIZATION_TOKEN);
  try {
    return checked(await fs.readFile(fs.resolvePath(cwd, file)));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(GENERAL, `\n[Errno 2] No such file or directory: '${file}'`);
  }
}

function checked(token: string | undefined): string | undefined {
  if (token && /[\r\n]/.test(token)) throw new CliError(GENERAL, '\nAuth token value is not a legal header value');
  return token;
}

async function fetchWithRetries(
  context: CommandContext,
  url: string,
  headers: Record<string, string>,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchOnce(context, url, headers);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (attempt === ATTEMPTS) {
        throw new CliError(
          GENERAL,
          `\nError when retrieving credentials from container-role: Error retrieving metadata: ${message}`,
        );
      }
      await context.sleep(1000);
    }
  }
}

async function fetchOnce({ transport, signal }: CommandContext, url: string, headers: Record<string, string>) {
  let response: TransportResponse;
  try {
    response = await transport({ method: 'GET', url, headers, signal });
  } catch (error) {
    throw new Error(
      `Received error when attempting to retrieve container metadata: Could not connect to the endpoint URL: "${url}"`,
      { cause: error },
    );
  }
  const text = new TextDecoder().decode(await readBody(response.body));
  if (response.status === 200) return text;
  throw new Error(`Received non 200 response ${response.status} from container metadata: ${text}`);
}

function parseKeys(text: string): AwsKeys {
  try {
    const { AccessKeyId, SecretAccessKey, Token }: Record<string, string> = JSON.parse(text);
    if (AccessKeyId && SecretAccessKey)
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
  } catch {
    // Falls through: botocore words a body that is no JSON and one that lacks keys alike.
  }
  throw new CliError(
    GENERAL,
    '\nError when retrieving credentials from container-role: Error retrieving metadata: Unable to parse JSON returned from container metadata services',
  );
}
