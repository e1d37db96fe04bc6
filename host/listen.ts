import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { HostError } from './host-error.ts';

export interface Listener {
  port: number;
  server: Server;
  /** Ends every connection, the open watches too. */
  close(): Promise<void>;
}

export interface ListenOptions {
  onRequest: RequestListener;
  /** Tried in this order; 0 takes any free port. */
  ports: number[];
  tls?: { key: string; cert: string };
}

/**
 * Listens on 127.0.0.1 at the first port of `ports` that is free.
 * Errors: HostError PortTaken if none is.
 */
export async function listen({ onRequest, ports, tls }: ListenOptions): Promise<Listener> {
  const server = tls ? createHttpsServer({ ...tls, minVersion: 'TLSv1.2' }, onRequest) : createHttpServer(onRequest);
  // A watch is silent for minutes, and SDKs keep connections for reuse: an early end shows as a spurious ECONNRESET.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 120_000;
  server.on('clientError', (_error, socket) => socket.destroy());
  const sockets = trackSockets(server);
  for (const port of ports) {
    if (await tryPort(server, port)) return opened(server, sockets);
  }
  throw new HostError(
    'PortTaken',
    `Port ${ports[0]} of 127.0.0.1 is taken by another program. Stop it, or set LAB_PORT to a free port.`,
  );
}

function tryPort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(port, '127.0.0.1');
  });
}

/** The server itself forgets those that were upgraded. */
function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function opened(server: Server, sockets: Set<Socket>): Listener {
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
