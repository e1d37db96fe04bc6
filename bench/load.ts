import { connect, type Socket } from 'node:net';

/** One HTTP/1.1 request, ready to be written again and again. */
export interface PreparedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface LoadOptions {
  host: string;
  port: number;
  connections: number;
  durationMs: number;
}

export interface LoadResult {
  perSecond: number;
  /** Body of the last answer, so that the caller can check what it measured. */
  body: string;
}

/**
 * Sends one request over kept-alive connections, one at a time on each, as fast as the server answers.
 * Plain sockets, because an HTTP client would take the processor that the server needs.
 *
 * Errors: rejects on the first answer whose status is not 200, with that answer.
 */
export async function load(request: PreparedRequest, options: LoadOptions): Promise<LoadResult> {
  const bytes = serialize(request);
  const end = performance.now() + options.durationMs;
  const started = performance.now();
  const runs = await Promise.all(
    Array.from({ length: options.connections }, () => drive(bytes, options, () => performance.now() < end)),
  );
  const seconds = (performance.now() - started) / 1000;
  const answered = runs.reduce((sum, run) => sum + run.count, 0);
  return { perSecond: answered / seconds, body: runs[0]?.body ?? '' };
}

function serialize({ method, path, headers, body }: PreparedRequest): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)) });
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\n${lines.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n${body}`,
  );
}

function drive(
  bytes: Buffer,
  { host, port }: LoadOptions,
  goOn: () => boolean,
): Promise<{ count: number; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let count = 0;
    let received: Buffer[] = [];
    socket.on('error', reject);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      received.push(chunk);
      const answer = completeAnswer(received.length === 1 ? chunk : Buffer.concat(received));
      if (!answer) return;
      received = [];
      count += 1;
      if (answer.status !== 200)
        return finish(socket, () => reject(new Error(`HTTP ${answer.status}: ${answer.body}`)));
      if (goOn()) socket.write(bytes);
      else finish(socket, () => resolve({ count, body: answer.body }));
    });
  });
}

function finish(socket: Socket, then: () => void): void {
  socket.destroy();
  then();
}

/** The answer, once all of it is there: by its Content-Length, or up to the last chunk. */
function completeAnswer(buffer: Buffer): { status: number; body: string } | undefined {
  const headEnd = buffer.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = buffer.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) {
    return buffer.subarray(-5).toString() === '0\r\n\r\n'
      ? { status, body: buffer.toString('utf8', headEnd + 4) }
      : undefined;
  }
  const end = headEnd + 4 + Number(length);
  return buffer.length >= end ? { status, body: buffer.toString('utf8', headEnd + 4, end) } : undefined;
}
