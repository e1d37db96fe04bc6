import { WebSocket } from 'ws';
import type { Connect, Connection } from '../../shell/transport.ts';
import type { TrustedAuthority } from './trusted-authority.ts';

/** WebSockets from Node, for `kubectl exec`; they open within `answerMs`, or not at all. */
export function createNodeConnect(trustedAuthority: TrustedAuthority, answerMs?: number): Connect {
  return (url, headers, subprotocols) =>
    new Promise<Connection>((resolve, reject) => {
      const ca = trustedAuthority(url);
      const options = { headers, handshakeTimeout: answerMs, ...(ca !== undefined && { ca }) };
      const socket = new WebSocket(url, subprotocols, options);
      // What arrives before the caller listens is kept: the first messages may come with the upgrade.
      const early: Uint8Array[] = [];
      let listener = (message: Uint8Array): void => void early.push(message);
      socket.on('message', (data: Buffer) => listener(new Uint8Array(data)));
      socket.on('error', reject);
      socket.on('open', () =>
        resolve({
          send: (message) => socket.send(message),
          onMessage(next) {
            listener = next;
            for (const message of early.splice(0)) next(message);
          },
          onClose: (next) => void socket.on('close', next),
          close: () => socket.close(),
        }),
      );
    });
}
