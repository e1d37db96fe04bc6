import { get } from 'node:http';

/** What may be a Service's name, as pods write it, or an address of the cluster's. */
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)?(\.svc(\.cluster\.local)?)?\.?$/i;
const ADDRESS = /^(10|172\.20)(\.\d+)+$/;

export const isInCluster = (/** @type {string} */ host) =>
  ADDRESS.test(host) || (NAME.test(host) && !/^[\d.]+$/.test(host));

/**
 * Asks the host where a connection inside the cluster ends, and then lets it go there. The socket counts as connecting
 * in the meantime, so that it keeps what the program writes already.
 */
export function connectInCluster(socket, options, /** @type {string} */ lookup, /** @type {() => void} */ connect) {
  socket.connecting = true;
  ask(lookup, options).then(
    ({ port, error }) => {
      if (socket.destroyed) return;
      if (error === 'refused') return socket.destroy(failure('ECONNREFUSED', options));
      if (error === 'unreachable') return socket.destroy(failure('EHOSTUNREACH', options));
      if (port !== undefined) Object.assign(options, { host: '127.0.0.1', port });
      // Not a name of the cluster's: the machine's own resolver may know it, as a VPC's would on EKS.
      connect();
    },
    (problem) => socket.destroy(problem),
  );
  return socket;
}

export function failure(/** @type {string} */ code, { host, port }) {
  const message = `connect ${code} ${host}:${port}`;
  return Object.assign(new Error(message), { code, syscall: 'connect', address: host, port });
}

/** Where a connection to a host in the cluster ends, as the host of this machine knows it. */
export function ask(lookup, { host, port }) {
  return new Promise((resolve, reject) => {
    const url = `${lookup}?${new URLSearchParams({ host, port: String(port) })}`;
    get(url, { agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve(JSON.parse(text));
    }).on('error', reject);
  });
}
