import type { MessageChannel } from '../../http.ts';
import type { ExecStreams } from '../container-runtime.ts';
import { openSpdySession, type SpdyStream } from '../spdy/session.ts';
import { statusObject, toStatusError } from './answer.ts';
import { isTrue } from './api-request.ts';
import { createPushStream } from './push-stream.ts';

/** Channel numbers of `v4.channel.k8s.io` and v5: the first byte of every message. apimachinery pkg/util/remotecommand */
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const ERROR = 3;
const RESIZE = 4;
/** v5 only: the client ends a channel, named by the next byte. */
const CLOSE = 255;

/** Before the name of a protocol: it is spoken in SPDY's frames. apiserver pkg/util/proxy/streamtunnel.go */
export const OVER_SPDY = 'SPDY/3.1+';

/** What exec and attach do on their connection; a number is a command's exit code. */
export type RemoteCommand = (streams: ExecStreams) => Promise<number | undefined>;

/** Runs a command with the streams that the query asks for, and closes the connection with its status. */
export async function converse(
  query: URLSearchParams,
  opened: MessageChannel,
  command: RemoteCommand,
  report: (error: unknown) => void,
): Promise<void> {
  const channel = opened.subprotocol.startsWith(OVER_SPDY) ? await joinStreams(opened, streamsOf(query)) : opened;
  if (!channel) return;
  const write = (number: number) => (bytes: Uint8Array) => send(channel, number, bytes);
  const streams = {
    ...(isTrue(query.get('stdin')) && { stdin: readStdin(channel) }),
    stdout: write(STDOUT),
    stderr: write(STDERR),
    tty: isTrue(query.get('tty')),
  };
  const status = await command(streams).then(exitStatus, (error) => statusObject(toStatusError(error, report)));
  send(channel, ERROR, new TextEncoder().encode(JSON.stringify(status)));
  channel.close(1000);
}

/** What the client types. */
function readStdin(channel: MessageChannel): AsyncIterable<Uint8Array> {
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

/** apiserver pkg/endpoints/handlers, remotecommand NonZeroExitCodeReason */
function exitStatus(exitCode: number | undefined): unknown {
  if (!exitCode) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}

const NUMBERS: Record<string, number> = { stdin: STDIN, stdout: STDOUT, stderr: STDERR, error: ERROR, resize: RESIZE };

/** The streams that a client of SPDY opens before the command may start. kubelet pkg/cri/streaming/remotecommand */
function streamsOf(query: URLSearchParams): string[] {
  const tty = isTrue(query.get('tty'));
  const asked = ['stdin', 'stdout', 'stderr'].filter((name) => isTrue(query.get(name)) && !(tty && name === 'stderr'));
  return ['error', ...asked, ...(tty ? ['resize'] : [])];
}

/** One stream of SPDY for each channel, as if they were messages with the channel's number. Undefined for who leaves early. */
function joinStreams(connection: MessageChannel, expected: string[]): Promise<MessageChannel | undefined> {
  const streams = new Map<number, SpdyStream>();
  return new Promise((resolve) => {
    connection.onClose(() => resolve(undefined));
    const session = openSpdySession(connection, (stream) => {
      streams.set(NUMBERS[stream.headers.streamtype ?? ''] ?? -1, stream);
      if (streams.size === expected.length) resolve(channel);
    });
    const channel: MessageChannel = {
      subprotocol: connection.subprotocol.slice(OVER_SPDY.length),
      send: (message) => streams.get(message[0] ?? -1)?.send(message.subarray(1)),
      close() {
        for (const stream of streams.values()) stream.end();
        session.close();
      },
      onMessage: (listener) => void deliver(streams.get(STDIN), listener),
      onClose: connection.onClose,
    };
  });
}

async function deliver(stdin: SpdyStream | undefined, listener: (message: Uint8Array) => void): Promise<void> {
  for await (const bytes of stdin?.input ?? []) listener(new Uint8Array([STDIN, ...bytes]));
  listener(new Uint8Array([CLOSE, STDIN]));
}
