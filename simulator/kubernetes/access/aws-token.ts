const PREFIX = 'k8s-aws-v1.';
const MAX_BYTES = 4096;
const MAX_EXPIRES_SECONDS = 900;
const LIFETIME_MS = 15 * 60_000;
const CLUSTER_HEADER = 'x-k8s-aws-id';

/** Lower-case names. A token may have no others, and none twice. */
const PARAMETERS = new Set([
  ...['action', 'version', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-expires'],
  ...['x-amz-security-token', 'x-amz-signature', 'x-amz-signedheaders'],
]);

const STS_HOST = /^sts(?:-fips)?(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com$/;
// The local cloud's own address stands for STS in AWS_ENDPOINT_URL, over plain HTTP.
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

export const isAwsToken = (token: string): boolean => token.startsWith(PREFIX);

/** The token of `aws eks get-token` is not in order; the message is the authenticator's, which only its log shows. */
export class AwsTokenInvalid extends Error {}

/**
 * The presigned URL of GetCallerIdentity that a token holds, with all checked that needs no key. Whom it names is for
 * STS to say. aws-iam-authenticator pkg/token/token.go, facts C.5. Throws AwsTokenInvalid.
 */
export function readAwsToken(token: string, now: number): URL {
  if (token.length > MAX_BYTES) throw malformed('token is too large');
  const url = parseUrl(token.slice(PREFIX.length));
  requireSts(url);
  const parameters = readParameters(url);
  const value = (name: string) => parameters.get(name) ?? '';
  if (value('action') !== 'GetCallerIdentity') throw malformed('unexpected action parameter in pre-signed URL');
  if (!value('x-amz-signedheaders').split(';').includes(CLUSTER_HEADER)) {
    throw malformed(`client did not sign the ${CLUSTER_HEADER} header in the pre-signed URL`);
  }
  requireExpires(value('x-amz-expires'));
  requireFresh(value('x-amz-date'), now);
  return url;
}

/** The headers that the server adds by itself: a token for another cluster does not verify. */
export const headersFor = (url: URL, clusterName: string): Record<string, string> => ({
  host: url.host,
  [CLUSTER_HEADER]: clusterName,
  accept: 'application/json',
});

function parseUrl(encoded: string): URL {
  if (!/^[\w-]+$/.test(encoded)) throw malformed('illegal base64 data');
  try {
    return new URL(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    throw malformed('invalid pre-signed URL');
  }
}

function requireSts({ protocol, hostname, pathname }: URL): void {
  const isLocal = LOCAL_HOST.test(hostname);
  if (protocol !== 'https:' && !isLocal)
    throw malformed(`unexpected scheme "${protocol.slice(0, -1)}" in pre-signed URL`);
  if (!isLocal && !STS_HOST.test(hostname)) throw malformed(`unexpected hostname "${hostname}" in pre-signed URL`);
  if (pathname !== '/') throw malformed('unexpected path in pre-signed URL');
}

function readParameters({ searchParams }: URL): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of searchParams) {
    const key = name.toLowerCase();
    if (!PARAMETERS.has(key)) throw malformed(`non-whitelisted query parameter "${name}"`);
    if (parameters.has(key)) throw malformed('query parameter with multiple values not supported');
    parameters.set(key, value);
  }
  return parameters;
}

function requireExpires(text: string): void {
  const seconds = Number(text);
  if (!/^-?\d+$/.test(text) || seconds < 0 || seconds > MAX_EXPIRES_SECONDS) {
    throw malformed(`invalid X-Amz-Expires parameter in pre-signed URL: ${text}`);
  }
}

/** A token lives for 15 minutes, whatever X-Amz-Expires says. */
function requireFresh(text: string, now: number): void {
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(text) ?? [];
  if (!date || !time) throw malformed(`error parsing X-Amz-Date parameter ${text}`);
  const signedAtMs = Date.parse(
    `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
  );
  if (now > signedAtMs + LIFETIME_MS) throw malformed('X-Amz-Date parameter is expired (15 minute expiration)');
}

const malformed = (message: string) => new AwsTokenInvalid(`input token was not properly formatted: ${message}`);
