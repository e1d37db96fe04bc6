import type { CommandContext } from '../command.ts';
import type { ExecPlugin, User } from './kubeconfig.ts';
import { KubectlError } from './kubectl-error.ts';

/** The user's token: written down, in a file, or from the exec plugin `aws eks get-token`. */
export async function bearerToken(
  { token, tokenFile, exec }: User,
  context: CommandContext,
): Promise<string | undefined> {
  if (token) return token.trim();
  if (tokenFile) return (await context.fs.readFile(context.fs.resolvePath(context.cwd, tokenFile))).trim();
  return exec && (await execToken(exec, context));
}

async function execToken(plugin: ExecPlugin, context: CommandContext): Promise<string> {
  if (!/(^|\/)aws$/.test(plugin.command)) {
    throw new KubectlError(
      `error: exec plugin "${plugin.command}" cannot run here: this shell runs \`aws eks get-token\` only`,
    );
  }
  const { aws } = await import('../aws/aws-command.ts');
  const extra = Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
  const info = JSON.stringify({ apiVersion: plugin.apiVersion, kind: 'ExecCredential', spec: { interactive: false } });
  const env = { ...context.env, ...extra, KUBERNETES_EXEC_INFO: info };
  const { stdout, stderr, exitCode } = await aws(plugin.args ?? [], { ...context, env });
  if (exitCode) {
    const failed = `Unable to connect to the server: getting credentials: exec: executable aws failed with exit code ${exitCode}`;
    throw new KubectlError(`${stderr}${failed}`);
  }
  const credential: { status: { token: string } } = JSON.parse(String(stdout));
  return credential.status.token;
}
