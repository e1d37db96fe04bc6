import type { CommandResult } from '../command.ts';
import { type Connection, joinBytes } from '../transport.ts';
import type { Subcommand } from './command-types.ts';
import { containerOf, findPod } from './find-pod.ts';
import { flag, isSet } from './flags.ts';
import { KubectlError, type Status } from './kubectl-error.ts';
import { pathOf, resourceNamed } from './resources.ts';

const PROTOCOL = 'v5.channel.k8s.io';
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;
const CLOSE = 255;

/** `kubectl exec [-i] POD|deploy/NAME [-c CONTAINER] -- COMMAND…`, over a WebSocket. */
export const exec: Subcommand = async (invocation) => {
  const { flags, client, context } = invocation;
  const [target, ...late] = flags.positional;
  const command = flags.rest.length ? flags.rest : late;
  if (!target) throw new KubectlError('error: pod, type/name or --filename must be specified');
  if (!command.length) throw new KubectlError('error: you must specify at least one command for the container');
  if (!context.connect)
    throw new KubectlError('error: this shell cannot run kubectl exec: it was given no WebSocket connection');
  const { pod, note } = await findPod(invocation, target);
  const { container, note: defaulted } = containerOf(pod, flag(flags, 'container'));
  const query = new URLSearchParams([
    ['container', container],
    ['stdout', 'true'],
    ['stderr', 'true'],
    ...command.map((word) => ['command', word]),
  ]);
  if (isSet(flags, 'stdin')) query.append('stdin', 'true');
  const path = `${pathOf(resourceNamed('pods'), client.namespace, pod.metadata.name)}/exec?${query}`;
  const connection = await context.connect(client.server.replace(/^http/, 'ws') + path, await client.headers(), [
    PROTOCOL,
  ]);
  const result = await converse(connection, isSet(flags, 'stdin') ? context.stdin.bytes() : undefined);
  return { ...result, stderr: note + defaulted + result.stderr };
};

async function converse(connection: Connection, stdin: Uint8Array | undefined): Promise<CommandResult> {
  const channels = new Map<number, Uint8Array[]>();
  const closed = new Promise<void>((resolve) => connection.onClose(resolve));
  connection.onMessage((message) => {
    const channel = message[0] ?? 0;
    channels.set(channel, [...(channels.get(channel) ?? []), message.slice(1)]);
  });
  if (stdin) {
    if (stdin.length) connection.send(joinBytes([Uint8Array.of(STDIN), stdin]));
    connection.send(Uint8Array.of(CLOSE, STDIN));
  }
  await closed;
  const text = (channel: number) => new TextDecoder().decode(joinBytes(channels.get(channel) ?? []));
  const { exitCode, complaint } = outcome(text(STATUS));
  return { stdout: joinBytes(channels.get(STDOUT) ?? []), stderr: text(STDERR) + complaint, exitCode };
}

/** The exit code is in the causes of a Status on its own channel. facts kubectl.md 5 */
function outcome(text: string): { exitCode: number; complaint: string } {
  const status: Status = text
    ? JSON.parse(text)
    : { status: 'Failure', message: 'the connection closed before the command ended' };
  if (status.status === 'Success') return { exitCode: 0, complaint: '' };
  const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (code === undefined) return { exitCode: 1, complaint: `error: ${status.message}\n` };
  return { exitCode: Number(code), complaint: `command terminated with exit code ${code}\n` };
}
