import http from 'node:http';
import { ask, isInCluster } from './cluster-network.mjs';

const ADDRESS = /^(\d+(\.\d+){3}|\[[\da-f:.]+\])$/;
const LOOPBACK_NAME = /^(.+\.)?localhost$/;
/** `evil.example` may as well be the Service `evil` in the namespace `example`. */
const TWO_PARTS = /^[^.]+\.[^.]+$/;

/**
 * Keeps web pages away from the program's servers. On EKS no page reaches a pod; here a container's ports are loopback
 * ports, and a page in the learner's browser reaches those. The rules are those of host/request-guard.ts, with the names
 * of the cluster beside the machine's own.
 */
export function refuseForeignPages(/** @type {string} */ lookup) {
  const { emit } = http.Server.prototype;
  http.Server.prototype.emit = function (event, ...args) {
    const isRequest = event === 'request' || event === 'checkContinue' || event === 'upgrade';
    if (!isRequest) return emit.call(this, event, ...args);
    const [incoming, answer] = args;
    const goOn = () => emit.call(this, event, ...args);
    const name = hostName(incoming.headers.host ?? '');
    if (isForeign(incoming.headers) || !isOurs(name)) refuse(answer);
    else if (!TWO_PARTS.test(name) || LOOPBACK_NAME.test(name)) return goOn();
    else ask(lookup, { host: name, port: 80 }).then(({ error }) => (error === 'unknown' ? refuse(answer) : goOn()));
    return true;
  };
}

function isForeign({ origin, 'sec-fetch-site': site }) {
  return origin === undefined ? site === 'cross-site' : !isLoopbackOrigin(origin);
}

function isLoopbackOrigin(origin) {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return LOOPBACK_NAME.test(hostname) || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

const isOurs = (name) => name === '' || ADDRESS.test(name) || LOOPBACK_NAME.test(name) || isInCluster(name);

const hostName = (host) => host.toLowerCase().replace(/:\d+$/, '');

/** What answers an upgrade is a bare socket. */
function refuse(answer) {
  if (!(answer instanceof http.ServerResponse)) return answer.destroy();
  answer.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
  answer.end('Pages of other sites are not served here.\n');
}
