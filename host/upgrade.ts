import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { HttpRequest, MessageChannel } from '../simulator/http.ts';
import { statusObject } from '../simulator/kubernetes/api-server/answer.ts';
import { badRequest, StatusError } from '../simulator/kubernetes/status-error.ts';
import { toHttpRequest } from './http-adapter.ts';
import { whyRefused } from './request-guard.ts';

/** Kubernetes' remote command protocols, the newest first. kubernetes: remotecommand/websocket.go */
const SUBPROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

export type Connect = (request: HttpRequest, channel: MessageChannel) => Promise<boolean>;

/**
 * Takes WebSocket upgrades of `server` to `connect`; other upgrades (SPDY) are refused with a Status, whose message kubectl
 * prints. apimachinery util/httpstream/spdy/roundtripper.go NewConnection
 */
export function acceptUpgrades(server: Server, connect: Connect, log: (line: string) => void): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 16 * 1024 * 1024,
    handleProtocols: (offered) => SUBPROTOCOLS.find((name) => offered.has(name)) ?? false,
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = whyNoUpgrade(incoming);
    if (refusal) return refuse(socket, refusal);
    sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
      const channel = toChannel(webSocket);
      connect(toHttpRequest(incoming, new Uint8Array()), channel)
        .then((taken) => taken || channel.close(1008, 'This path takes no upgrade.'))
        .catch((error: unknown) => {
          log(`upgrade ${incoming.url?.split('?')[0]}: ${error instanceof Error ? error.stack : String(error)}`);
          channel.close(1011, 'The local cloud failed on this request.');
        });
    });
  });
  server.on('close', () => {
    for (const webSocket of sockets.clients) webSocket.terminate();
  });
}

function whyNoUpgrade(incoming: IncomingMessage): StatusError | undefined {
  const reason = whyRefused(incoming.headers);
  if (reason) return new StatusError(403, 'Forbidden', reason);
  if (incoming.headers.upgrade?.toLowerCase() === 'websocket') return undefined;
  return badRequest('Only WebSocket upgrades are served here: use kubectl 1.31 or newer.');
}

function refuse(socket: Duplex, refusal: StatusError): void {
  const body = JSON.stringify(statusObject(refusal));
  const headers = {
    connection: 'close',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.code} ${STATUS_CODES[refusal.code]}\r\n${lines.join('')}\r\n${body}`);
}

function toChannel(webSocket: WebSocket): MessageChannel {
  webSocket.binaryType = 'nodebuffer';
  // A broken connection also closes; without a listener its error would end the process.
  webSocket.on('error', () => undefined);
  return {
    subprotocol: webSocket.protocol,
    send: (message) => webSocket.send(message),
    close: (code, reason) => webSocket.close(code, reason),
    onMessage: (listener) => void webSocket.on('message', (data) => listener(new Uint8Array(data as Buffer))),
    onClose: (listener) => void webSocket.on('close', () => listener()),
  };
}
