import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpRequest, HttpResponse, MessageChannel, Upgrade } from '../simulator/http.ts';
import { errorAnswer } from '../simulator/kubernetes/api-server/answer.ts';
import { badRequest, StatusError } from '../simulator/kubernetes/status-error.ts';
import { toHttpRequest } from './http-adapter.ts';
import { whyRefused } from './request-guard.ts';
import { spdyHandshake } from './spdy-handshake.ts';
import { webSocketHandshake } from './web-socket-handshake.ts';

/** Says what to do on the connection once it is open, or answers instead. */
export type Connect = (request: HttpRequest) => Promise<Upgrade | HttpResponse>;

/** Opens the connection and hands it on before its first message can come; the answer is for a client that asks for too much. */
export type Handshake = (asked: AskedUpgrade, opened: (channel: MessageChannel) => void) => HttpResponse | undefined;

export interface AskedUpgrade {
  incoming: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

/** Takes upgrades of `server` to `connect`: WebSocket, and SPDY, which kubectl before 1.31 asks for. */
export function acceptUpgrades(server: Server, connect: Connect, log: (line: string) => void): void {
  const handshakes: Record<string, Handshake> = { websocket: webSocketHandshake(), 'spdy/3.1': spdyHandshake };
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const failed = (error: unknown) => {
      log(`upgrade ${incoming.url?.split('?')[0]}: ${error instanceof Error ? error.stack : String(error)}`);
      socket.destroy();
    };
    const accept = async (): Promise<HttpResponse | undefined> => {
      const reason = whyRefused(incoming.headers);
      if (reason) return errorAnswer(new StatusError(403, 'Forbidden', reason));
      const handshake = handshakes[incoming.headers.upgrade?.toLowerCase() ?? ''];
      if (!handshake) return errorAnswer(badRequest('Only upgrades to WebSocket and SPDY/3.1 are served here.'));
      const upgrade = await connect(toHttpRequest(incoming, new Uint8Array()));
      if (typeof upgrade !== 'function') return upgrade;
      return handshake({ incoming, socket, head }, (channel) => void upgrade(channel).catch(failed));
    };
    accept().then((refusal) => refusal && refuse(socket, refusal), failed);
  });
}

function refuse(socket: Duplex, { status, headers, body }: HttpResponse): void {
  const length = Buffer.byteLength(body as string);
  const all = { connection: 'close', 'content-length': length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
