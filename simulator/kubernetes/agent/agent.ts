import { AwsError } from '../../aws-error.ts';
import { ConnectionRefused, type HttpHandler, type HttpRequest, type HttpResponse } from '../../http.ts';
import type { Clock, Ids } from '../../runtime-services.ts';
import type { PodCredentials } from '../cluster.ts';
import { createCredentialCache } from './credential-cache.ts';
import { parseToken, TokenMalformed, type TokenTimes } from './parse-token.ts';

export interface AgentOptions {
  clock: Clock;
  ids: Ids;
  /** True while the add-on is ACTIVE: without it, nothing listens. */
  hasAgent(): boolean;
  /** EKS Auth, called as the node role. Rejects with AwsError. */
  assumeRoleForPodIdentity(token: string): Promise<PodCredentials>;
}

const HOSTS = ['169.254.170.23', 'fd00:ec2::23'];

/**
 * The EKS Pod Identity agent as pods see it at http://169.254.170.23. Rejects with ConnectionRefused while the add-on is
 * not there. Bodies of errors are plain text, not JSON. facts B.2, B.3
 */
export function createAgent({ clock, ids, hasAgent, assumeRoleForPodIdentity }: AgentOptions): HttpHandler {
  const cache = createCredentialCache(clock, assumeRoleForPodIdentity);
  return async (request) => {
    if (!hasAgent()) {
      // The cache is the agent process's own, and ends with it.
      cache.clear();
      throw new ConnectionRefused('169.254.170.23:80');
    }
    if (request.path !== '/v1/credentials') return plainText(404, '404 page not found');
    const refusal = whyRefused(request, clock.now());
    if (refusal) return refusal;
    try {
      return credentialsResponse(await cache.get(tokenOf(request)));
    } catch (error) {
      return failure(error, ids.uuid());
    }
  };
}

/** Raw: a `Bearer ` prefix is part of it, and then it does not parse. facts B.3 */
const tokenOf = (request: HttpRequest) => request.headers.authorization ?? '';

/** The agent's own checks, in its order. Signature, audience and issuer are not among them. facts B.3 */
function whyRefused(request: HttpRequest, now: number): HttpResponse | undefined {
  const host = hostWithoutPort(request.headers.host ?? '');
  if (!HOSTS.includes(host)) {
    const addresses = `please use either [${HOSTS.join(' ')}] address not ${host}`;
    return plainText(403, `Access Denied. Called agent through invalid address, ${addresses}`);
  }
  const token = tokenOf(request);
  if (token === '') return plainText(400, 'Service account token cannot be empty');
  return whyUnacceptable(token, now / 1000);
}

function whyUnacceptable(token: string, nowSeconds: number): HttpResponse | undefined {
  try {
    const problem = timeProblem(parseToken(token), nowSeconds);
    return problem && plainText(400, `Service account token failed basic claim validations: ${problem}`);
  } catch (error) {
    if (error instanceof TokenMalformed) {
      return plainText(400, `Service account token cannot be parsed: ${error.message}`);
    }
    throw error;
  }
}

/** No leeway. facts B.3 */
function timeProblem({ exp, nbf }: TokenTimes, nowSeconds: number) {
  if (exp !== undefined && nowSeconds >= exp) return 'token is expired';
  return nbf !== undefined && nowSeconds < nbf ? 'token is not valid yet' : undefined;
}

/** Takes off the port, and the brackets of an IPv6 address. */
function hostWithoutPort(host: string): string {
  const [, bracketed] = /^\[(.+)\](?::\d+)?$/.exec(host) ?? [];
  return bracketed ?? host.replace(/:\d+$/, '');
}

function credentialsResponse(credentials: PodCredentials): HttpResponse {
  const body = {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    AccountId: credentials.accountId,
    Expiration: rfc3339(credentials.expiresAtMs),
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** As Go writes a time: no fraction where there is none. */
const rfc3339 = (epochMs: number) => new Date(epochMs).toISOString().replace(/\.?0*Z$/, 'Z');

/** EKS Auth's status and words; 500 for what is not an answer of its. facts B.3 */
function failure(error: unknown, requestId: string): HttpResponse {
  if (!(error instanceof AwsError)) return plainText(500, error instanceof Error ? error.message : String(error));
  const fault = error.status < 500 ? 'client' : 'server';
  return plainText(error.status, `[${requestId}]: (${error.code}): ${error.message}, fault: ${fault}`);
}

/** As Go's http.Error answers. */
function plainText(status: number, text: string): HttpResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return { status, headers, body: `${text}\n` };
}
