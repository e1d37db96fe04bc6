import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { connectInCluster, failure, isInCluster } from './cluster-network.mjs';

const LINK_LOCAL = /^169\.254\./;
const AWS_HOST = /\.(amazonaws\.com|api\.aws)$/i;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;

/**
 * Leads connections to where they end on this machine: the agent's address and AWS' names to loopback ports, the
 * container's own ports to the ones that `ownPorts` knows. TLS to AWS is left out on loopback; the client cannot tell.
 */
export function mapConnections(
  /** @type {Record<string, number>} */ routes,
  /** @type {Map<number, number>} */ ownPorts,
  /** @type {string} */ lookup,
) {
  const route = (host, port) => {
    if (AWS_HOST.test(host)) return routes.aws;
    if (LOOPBACK.test(host)) return ownPorts.get(port);
    return routes[`${host}:${port}`];
  };
  const lookupPort = Number(new URL(lookup).port);
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    const options = connectOptions(args);
    if (!options) return connect.apply(this, args);
    const { host = 'localhost' } = options;
    const port = route(host, Number(options.port));
    if (port !== undefined) Object.assign(options, { host: '127.0.0.1', port });
    // The node's metadata service, to name one: nobody is there, and a real connection attempt would leave the machine.
    else if (LINK_LOCAL.test(host)) return fail(this, 'EHOSTUNREACH', options);
    // The machine's own servers are not the container's.
    else if (LOOPBACK.test(host)) {
      if (Number(options.port) !== lookupPort) return fail(this, 'ECONNREFUSED', options);
    } else if (isInCluster(host)) {
      return connectInCluster(this, options, lookup, () => connect.apply(this, args));
    }
    return connect.apply(this, args);
  };

  const connectTls = tls.connect;
  const connectPlainly = (...args) => {
    const options = connectOptions(args);
    const host = options?.host ?? options?.hostname ?? options?.servername ?? '';
    return AWS_HOST.test(host) ? plainSocket({ ...options, host }) : connectTls(...args);
  };
  tls.connect = connectPlainly;
  // HTTPS over what looks like a secure socket needs nothing more; HTTP agents keep their own reference to net.
  http.Agent.prototype.createConnection = net.createConnection;
  const createSecure = https.Agent.prototype.createConnection;
  https.Agent.prototype.createConnection = function (...args) {
    const options = connectOptions(args);
    return options && AWS_HOST.test(options.host ?? '') ? plainSocket(options) : createSecure.apply(this, args);
  };
}

/** The options object of net's many call forms; undefined for a path or a bare port of this machine's sockets. */
function connectOptions(args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) return first.path && !first.port ? undefined : first;
  if (typeof first !== 'number') return undefined;
  const options = { port: first, host: typeof args[1] === 'string' ? args[1] : undefined };
  args.splice(0, typeof args[1] === 'string' ? 2 : 1, options);
  return options;
}

function plainSocket({ host, port }) {
  const socket = net.connect({ host, port: Number(port) });
  Object.assign(socket, { encrypted: true, authorized: true });
  socket.once('connect', () => socket.emit('secureConnect'));
  return socket;
}

function fail(socket, code, options) {
  process.nextTick(() => socket.destroy(failure(code, options)));
  return socket;
}

/**
 * Gives every port that the program listens on a free loopback port instead, for many containers share the machine;
 * tells the host, and returns the table of both.
 */
export function mapListeners(/** @type {(message: Record<string, unknown>) => void} */ report) {
  /** @type {Map<number, number>} */
  const ports = new Map();
  const listen = net.Server.prototype.listen;
  const address = net.Server.prototype.address;
  net.Server.prototype.listen = function (...args) {
    const wanted = listenPort(args[0]);
    if (wanted === undefined) return listen.apply(this, args);
    const callback = args.at(-1);
    this.once('listening', () => {
      const { port } = address.call(this);
      const containerPort = wanted || port;
      ports.set(containerPort, port);
      report({ listening: containerPort, port });
      this.address = () => ({ address: '::', family: 'IPv6', port: containerPort });
      this.once('close', () => ports.delete(containerPort) && report({ closed: containerPort }));
    });
    return listen.call(this, { port: 0, host: '127.0.0.1' }, ...(typeof callback === 'function' ? [callback] : []));
  };
  return ports;
}

function listenPort(first) {
  const port = typeof first === 'object' && first !== null ? first.port : first;
  if (port === undefined && typeof first !== 'object') return 0;
  return typeof port === 'number' || /^\d+$/.test(port ?? '') ? Number(port) : undefined;
}
