import type { IncomingHttpHeaders } from 'node:http';

// A client names the same host at each request.
let latestHost: string | undefined;

/**
 * Why a request is refused before it reaches the local cloud, or undefined. A page in the learner's browser can send
 * requests to loopback ports, and a rebound DNS name makes them same-origin: the Host header gives both away.
 */
export function whyRefused(headers: IncomingHttpHeaders): string | undefined {
  const { host = '' } = headers;
  if (host !== latestHost && !isOurHost(hostName(host))) {
    return `Host ${JSON.stringify(host)} is not served here. Use 127.0.0.1, localhost or an amazonaws.com name.`;
  }
  latestHost = host;
  const origin = headers.origin;
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    return `Requests from the origin ${JSON.stringify(origin)} are not served here.`;
  }
  return undefined;
}

function isOurHost(name: string): boolean {
  // `bucket.localhost` is how SDKs address a bucket at http://localhost:4566.
  return isLoopbackName(name) || /\.(amazonaws\.com|api\.aws)$/.test(name);
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(name) || name === '[::1]';
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackName(new URL(origin).hostname);
}

/** Without the port; a bucket in front of an address, `bucket.127.0.0.1`, is no name that resolves, so it is not ours. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}
