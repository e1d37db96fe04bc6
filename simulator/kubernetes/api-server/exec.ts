import type { HttpResponse, MessageChannel } from '../../http.ts';
import { badRequest, type StatusError } from '../status-error.ts';
import { statusObject } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import { isTrue, type ResourceRequest } from './api-request.ts';
import { containerOf } from './pod-container.ts';
import { createPushStream } from './push-stream.ts';
import { getObject } from './read.ts';

/** Channel numbers of `v4.channel.k8s.io` and v5: the first byte of every message. apimachinery pkg/util/remotecommand */
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const ERROR = 3;
/** v5 only: the client ends a channel, named by the next byte. */
const CLOSE = 255;

/** Runs a command in a container and closes the channel with its exit status. Throws StatusError before it starts. */
export async function connectExec(
  context: ApiContext,
  request: ResourceRequest,
  channel: MessageChannel,
  stdin: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { query } = request;
  const pod = getObject(context, request);
  const container = containerOf(pod, query.get('container'));
  const command = query.getAll('command');
  if (command.length === 0) throw badRequest('you must specify at least 1 command for the container');
  const write = (number: number) => (bytes: Uint8Array) => send(channel, number, bytes);
  const exitCode = await context.kubelet.exec({ podUid: pod.metadata.uid, container }, command, {
    ...(isTrue(query.get('stdin')) && { stdin }),
    stdout: write(STDOUT),
    stderr: write(STDERR),
    tty: isTrue(query.get('tty')),
  });
  finish(channel, exitStatus(exitCode));
}

/** Tells a client that is already connected why there is no command. */
export function failExec(channel: MessageChannel, error: StatusError): void {
  finish(channel, statusObject(error));
}

/** Exec without a WebSocket: the older SPDY, or a plain request. */
export function refuseExec(): HttpResponse {
  throw badRequest(
    'Upgrade request required: this local cluster takes exec over WebSocket only. Use kubectl 1.31 or newer, or set KUBECTL_REMOTE_COMMAND_WEBSOCKETS=true with 1.29 and 1.30.',
  );
}

/** What the client types; to be called before anything is awaited, or its first words are lost. */
export function readStdin(channel: MessageChannel): AsyncIterable<Uint8Array> {
  const stdin = createPushStream<Uint8Array>(() => {});
  channel.onMessage((message) => {
    const [number, closed] = message;
    if (number === STDIN) stdin.push(message.subarray(1));
    else if (number === CLOSE && closed === STDIN) stdin.end();
  });
  channel.onClose(stdin.end);
  return stdin;
}

function send(channel: MessageChannel, number: number, bytes: Uint8Array): void {
  const message = new Uint8Array(bytes.length + 1);
  message[0] = number;
  message.set(bytes, 1);
  channel.send(message);
}

function finish(channel: MessageChannel, status: unknown): void {
  send(channel, ERROR, new TextEncoder().encode(JSON.stringify(status)));
  channel.close(1000);
}

/** apiserver pkg/endpoints/handlers, remotecommand NonZeroExitCodeReason */
function exitStatus(exitCode: number): unknown {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}
