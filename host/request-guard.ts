import type { IncomingHttpHeaders } from 'node:http';

// A client names the same host at each request.
let latestHost: string | undefined;

/** Why a request is refused before it reaches what listens, or undefined. */
export type Guard = (headers: IncomingHttpHeaders) => string | undefined;

/**
 * The guard of the doors that are open to the machine. A page in the learner's browser can send requests to loopback
 * ports, and a rebound DNS name makes them same-origin: the Host header gives both away.
 */
export const whyRefused: Guard = (headers) => {
  const { host = '' } = headers;
  if (host !== latestHost && !isOurHost(hostName(host))) {
    return `Host ${JSON.stringify(host)} is not served here. Use 127.0.0.1, localhost or an amazonaws.com name.`;
  }
  latestHost = host;
  return whyPageRefused(headers);
};

/** The guard of a door that only pods know, by its address there: no page can name it, for it would go elsewhere. */
export function onlyAs(hosts: readonly string[]): Guard {
  return ({ host = '' }) =>
    hosts.includes(hostName(host)) ? undefined : `Host ${JSON.stringify(host)} is not served here.`;
}

/**
 * Only the learner's own pages, from loopback, get in. A request without Origin may still come from a page, as an image
 * or a form of its does; browsers say so in Sec-Fetch-Site, which pages cannot set. W3C, "Fetch Metadata Request Headers"
 */
function whyPageRefused(headers: IncomingHttpHeaders): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    return `Requests from the origin ${JSON.stringify(origin)} are not served here.`;
  }
  if (site === undefined) return undefined;
  if (site === 'cross-site' && origin === undefined)
    return 'Requests from the page of another site are not served here.';
  // SDKs and pods use those names. A browser that does has been led here.
  return isLoopbackName(hostName(host)) ? undefined : 'Browsers are served at 127.0.0.1 and localhost only.';
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
