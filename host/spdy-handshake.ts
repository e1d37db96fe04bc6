import type { Duplex } from 'node:stream';
import type { MessageChannel } from '../simulator/http.ts';
import { errorAnswer } from '../simulator/kubernetes/api-server/answer.ts';
import { StatusError } from '../simulator/kubernetes/status-error.ts';
import type { Handshake } from './upgrade.ts';

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io', 'portforward.k8s.io'];

/** Kubernetes' own handshake, in headers of its own. apimachinery pkg/util/httpstream/httpstream.go Handshake */
export const spdyHandshake: Handshake = ({ incoming, socket, head }, opened) => {
  const offered = String(incoming.headers['x-stream-protocol-version'] ?? '').split(/, */);
  const protocol = PROTOCOLS.find((name) => offered.includes(name));
  if (!protocol) {
    const message = `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${PROTOCOLS.join(' ')}]`;
    return errorAnswer(new StatusError(403, 'Forbidden', message));
  }
  const lines = ['Connection: Upgrade', 'Upgrade: SPDY/3.1', `X-Stream-Protocol-Version: ${protocol}`];
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
  if (head.length > 0) socket.unshift(head);
  opened(toChannel(socket, `SPDY/3.1+${protocol}`));
  return undefined;
};

/** The bytes as they come are the messages: SPDY has frames of its own. */
function toChannel(socket: Duplex, subprotocol: string): MessageChannel {
  return {
    subprotocol,
    send: (message) => void (socket.writable && socket.write(message)),
    close: () => void socket.end(),
    onMessage: (listener) => void socket.on('data', (data: Buffer) => listener(new Uint8Array(data))),
    onClose: (listener) => void socket.on('close', () => listener()),
  };
}
