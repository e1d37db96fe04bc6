import { connect } from 'node:net';

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

const PATIENCE_MS = 10_000;

/** One connection's share; a server that closes after each answer, as moto_server does, is connected to again. */
async function drive(
  bytes: Buffer,
  options: LoadOptions,
  goOn: () => boolean,
): Promise<{ count: number; body: string }> {
  let count = 0;
  let body = '';
  do {
    const run = await driveConnection(bytes, options, goOn);
    count += run.count;
    body = run.body || body;
  } while (goOn());
  return { count, body };
}

function driveConnection(
  bytes: Buffer,
  { host, port }: LoadOptions,
  goOn: () => boolean,
): Promise<{ count: number; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, timeout: PATIENCE_MS });
    let count = 0;
    let body = '';
    let received: Buffer[] = [];
    socket.on('error', reject);
    socket.on('timeout', () => socket.destroy(new Error(`No answer from ${host}:${port} in ${PATIENCE_MS} ms.`)));
    socket.on('close', () => resolve({ count, body }));
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      received.push(chunk);
      const answer = completeAnswer(received.length === 1 ? chunk : Buffer.concat(received));
      if (!answer) return;
      received = [];
      count += 1;
      body = answer.body;
      if (answer.status !== 200) socket.destroy(new Error(`HTTP ${answer.status}: ${answer.body}`));
      else if (!goOn()) socket.destroy();
      else if (!answer.closes) socket.write(bytes);
    });
  });
}

interface Answer {
  status: number;
  body: string;
  /** The server closes the connection after this answer. */
  closes: boolean;
}

/** The answer, once all of it is there: by its Content-Length, or up to the last chunk. */
function completeAnswer(buffer: Buffer): Answer | undefined {
  const headEnd = buffer.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = buffer.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const closes = /\r\nconnection: *close/i.test(head);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) {
    const isLast = buffer.subarray(-5).toString() === '0\r\n\r\n';
    return isLast ? { status, closes, body: buffer.toString('utf8', headEnd + 4) } : undefined;
  }
  const end = headEnd + 4 + Number(length);
  return buffer.length >= end ? { status, closes, body: buffer.toString('utf8', headEnd + 4, end) } : undefined;
}
