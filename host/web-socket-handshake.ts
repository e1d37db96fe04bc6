import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { MessageChannel } from '../simulator/http.ts';
import type { Handshake } from './upgrade.ts';

/** The newest first. kubernetes: remotecommand/websocket.go */
const SUBPROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** kubectl tunnels ports in SPDY's frames. The slash is no good in a token, and ws refuses it. portforward/constants.go */
const TUNNEL = 'SPDY/3.1+portforward.k8s.io';

/** The handshake of one server's WebSockets. */
export function webSocketHandshake(): Handshake {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 16 * 1024 * 1024,
    handleProtocols: (offered) => SUBPROTOCOLS.find((name) => offered.has(name)) ?? false,
  });
  const tunnels = new WeakSet<IncomingMessage>();
  sockets.on('headers', (headers, incoming) => {
    if (tunnels.has(incoming)) headers.push(`Sec-WebSocket-Protocol: ${TUNNEL}`);
  });
  return ({ incoming, socket, head }, opened) => {
    const isTunnel = incoming.headers['sec-websocket-protocol'] === TUNNEL;
    if (isTunnel) {
      tunnels.add(incoming);
      delete incoming.headers['sec-websocket-protocol'];
    }
    sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
      opened(toChannel(webSocket, isTunnel ? TUNNEL : webSocket.protocol));
    });
    return undefined;
  };
}

function toChannel(webSocket: WebSocket, subprotocol: string): MessageChannel {
  webSocket.binaryType = 'nodebuffer';
  // A broken connection also closes; without a listener its error would end the process.
  webSocket.on('error', () => undefined);
  return {
    subprotocol,
    send: (message) => webSocket.send(message),
    close: (code, reason) => webSocket.close(code, reason),
    onMessage: (listener) => void webSocket.on('message', (data) => listener(new Uint8Array(data as Buffer))),
    onClose: (listener) => void webSocket.on('close', () => listener()),
  };
}
