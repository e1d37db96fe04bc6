import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { ConnectionRefused, type HttpHandler, type HttpRequest, type HttpResponse } from '../simulator/http.ts';
import { type Guard, whyRefused } from './request-guard.ts';

/** S3's single PUT may be 5 GiB; bodies are held in memory here, so the workshop's limit is lower. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** A Node request listener for `handle`. What `handle` throws is logged and answers 500; no socket is left waiting. */
export function nodeListener(handle: HttpHandler, log: (line: string) => void, guard: Guard = whyRefused) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    serve(handle, guard, incoming, outgoing).catch((error: unknown) => {
      if (error instanceof ConnectionRefused) return drop(incoming.socket);
      log(`${incoming.method} ${incoming.url?.split('?')[0]}: ${error instanceof Error ? error.stack : String(error)}`);
      if (outgoing.headersSent) outgoing.destroy();
      else refuse(outgoing, 500, 'The local cloud failed on this request; its log has the reason.');
    });
  };
}

/** Only a plain connection can be reset; one with TLS just ends. */
function drop(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

async function serve(
  handle: HttpHandler,
  guard: Guard,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const reason = guard(incoming.headers);
  if (reason) return refuse(outgoing, 403, reason);
  const body = await readBody(incoming, outgoing);
  if (body === 'gone') return;
  if (body === 'too large') return refuse(outgoing, 413, `Bodies are limited to ${MAX_BODY_BYTES} bytes here.`);
  await sendResponse(await handle(toHttpRequest(incoming, body)), outgoing, incoming.method === 'HEAD');
}

/** The request as the simulator sees it: path and query untouched, because signatures cover their very bytes. */
export function toHttpRequest(incoming: IncomingMessage, body: Uint8Array): HttpRequest {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: joinedHeaders(incoming.headers),
    body,
    remoteAddress: incoming.socket.remoteAddress?.replace(/^::ffff:/, ''),
  };
}

/** Node joins repeated headers itself, all but this one. */
function joinedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const cookies = headers['set-cookie'];
  return (cookies ? { ...headers, 'set-cookie': cookies.join(', ') } : headers) as Record<string, string>;
}

const NO_BODY = Buffer.alloc(0);

function readBody(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Buffer | 'too large' | Promise<Buffer | 'too large' | 'gone'> {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return NO_BODY;
  if (Number(length ?? 0) > MAX_BODY_BYTES) return 'too large';
  if (incoming.headers.expect === '100-continue') outgoing.writeContinue();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let received = 0;
    incoming.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > MAX_BODY_BYTES) resolve('too large');
      else chunks.push(chunk);
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming.on('close', () => resolve('gone'));
    incoming.on('error', () => resolve('gone'));
  });
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  // The rest of the request is not read: only a closed connection keeps the client from reusing it.
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  outgoing.end(`${message}\n`, () => outgoing.req.socket.destroySoon());
}

/** Writes `response` out; a streamed body ends early, by its iterator's `return()`, when the client has gone. */
export async function sendResponse(response: HttpResponse, outgoing: ServerResponse, headOnly = false): Promise<void> {
  const { status, headers, body } = response;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    // A HEAD answer keeps its own content-length: it describes the body that GET would have.
    const isMeasured = !headOnly && status !== 204 && status !== 304;
    // The headers may be a constant that other answers share, so they are not written to.
    outgoing.writeHead(status, isMeasured ? { 'content-length': String(byteLength(body)), ...headers } : headers);
    outgoing.end(headOnly ? undefined : body);
    return;
  }
  outgoing.writeHead(status, headers);
  outgoing.flushHeaders();
  await pump(body, outgoing);
}

function byteLength(body: string | Uint8Array): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

async function pump(body: AsyncIterable<string | Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const iterator = body[Symbol.asyncIterator]();
  let closed = outgoing.destroyed;
  // Its return() wakes a watch that has nothing to say, which a loop over the iterable could not.
  const onClose = () => {
    closed = true;
    void iterator.return?.(undefined);
  };
  if (closed) return onClose();
  outgoing.once('close', onClose);
  while (!closed) {
    const { done, value } = await iterator.next();
    if (done || closed) break;
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.off('close', onClose);
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.on('drain', done);
    outgoing.on('close', done);
  });
}
