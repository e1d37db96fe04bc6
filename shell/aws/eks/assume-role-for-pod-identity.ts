import type { CommandResult } from '../../command.ts';
import { readBody } from '../../transport.ts';
import { CliError, SERVICE } from '../cli-error.ts';
import { readFlags, requireOption } from '../flags.ts';
import { formatOutput } from '../output/format.ts';
import { asText, resolveArgument } from '../parameters/parameter-file.ts';
import { endpointFor, requireRegion, type Settings } from '../settings.ts';
import { createSigner, requestTo } from '../signer.ts';

const OPERATION = 'AssumeRoleForPodIdentity';

/** `aws eks-auth assume-role-for-pod-identity`: what the agent calls. No client package has it, so it is signed by hand. facts B.5 */
export async function assumeRoleForPodIdentity(settings: Settings, args: string[]): Promise<CommandResult> {
  const flags = readFlags(args, ['--cluster-name', '--token']);
  const cluster = requireOption(flags, '--cluster-name');
  const token = asText(await resolveArgument('--token', requireOption(flags, '--token'), settings.context));
  const answer = await post(settings, `/clusters/${encodeURIComponent(cluster)}/assume-role-for-pod-identity`, {
    token,
  });
  const credentials = answer.credentials as { expiration?: unknown } | undefined;
  if (typeof credentials?.expiration === 'number') {
    credentials.expiration = new Date(credentials.expiration * 1000).toISOString().replace(/(\.000)?Z$/, '+00:00');
  }
  return { stdout: await formatOutput(OPERATION, answer, settings.options), stderr: '', exitCode: 0 };
}

async function post(settings: Settings, path: string, input: object): Promise<Record<string, unknown>> {
  const endpoint = endpointFor(settings, 'EKS_AUTH') ?? `https://eks-auth.${requireRegion(settings)}.api.aws`;
  const url = endpoint.replace(/\/$/, '') + path;
  const body = JSON.stringify(input);
  const signer = await createSigner(settings, 'eks-auth');
  const signed = await signer.sign(requestTo(url, 'POST', { 'content-type': 'application/json' }, body));
  const { transport, signal } = settings.context;
  const { headers } = signed;
  const response = await transport({ method: 'POST', url, headers, body: new TextEncoder().encode(body), signal });
  const answer: Record<string, unknown> = JSON.parse(new TextDecoder().decode(await readBody(response.body)) || '{}');
  if (response.status < 300) return answer;
  const code = response.headers['x-amzn-errortype']?.split(':')[0] ?? answer.__type ?? response.status;
  const message = answer.message ?? answer.Message;
  throw new CliError(SERVICE, `\nAn error occurred (${code}) when calling the ${OPERATION} operation: ${message}`);
}
