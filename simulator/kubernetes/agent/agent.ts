import { AwsError } from '../../aws-error.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../http.ts';
import type { Clock, Ids } from '../../runtime-services.ts';
import type { PodCredentials } from '../cluster.ts';
import type { AgentLog } from './agent-log.ts';
import { credentialsResponse, failure, logged, plainText } from './agent-responses.ts';
import { createCredentialCache } from './credential-cache.ts';
import { parseToken, TokenMalformed, type TokenTimes } from './parse-token.ts';
import { createRateLimiter } from './rate-limiter.ts';

export interface AgentOptions {
  clock: Clock;
  ids: Ids;
  clusterName: string;
  log: AgentLog;
  /** EKS Auth, called as the node role. Rejects with AwsError. */
  assumeRoleForPodIdentity(token: string): Promise<PodCredentials>;
}

const HOSTS = ['169.254.170.23', 'fd00:ec2::23'];
const REQUESTS_PER_SECOND = 1000;

/**
 * The EKS Pod Identity agent as pods see it at http://169.254.170.23. Bodies of errors are plain text, not JSON.
 * facts B.2, B.3
 */
export function createAgent(options: AgentOptions): HttpHandler {
  const { clock } = options;
  const cache = createCredentialCache(options);
  const isAllowed = createRateLimiter(clock, REQUESTS_PER_SECOND, REQUESTS_PER_SECOND / 2);
  return async (request) => {
    if (request.path !== '/v1/credentials') return plainText(404, '404 page not found');
    if (!isAllowed()) return plainText(429, 'Too Many Requests');
    const client = `${request.remoteAddress ?? '127.0.0.1'}:${options.ids.chars(5, '123456789')}`;
    const log = options.log.with({ 'client-addr': client, 'cluster-name': options.clusterName });
    log.info(`handling new request request from ${client}`);
    const refusal = whyRefused(request, clock.now());
    if (refusal) {
      log.error(`Error fetching credentials: ${refusal.text}`);
      return plainText(refusal.status, refusal.text);
    }
    return answer(options, log, () => cache.get(tokenOf(request), log));
  };
}

async function answer({ ids }: AgentOptions, log: AgentLog, get: () => Promise<PodCredentials>): Promise<HttpResponse> {
  try {
    return credentialsResponse(await get());
  } catch (error) {
    const requestId = ids.uuid();
    const upstream = { 'request-id': requestId, service: 'EKS Auth', operation: 'AssumeRoleForPodIdentity' };
    const fields = error instanceof AwsError ? upstream : {};
    log.error(`Error fetching credentials: ${logged(error, requestId)}`, fields);
    return failure(error, requestId);
  }
}

/** Raw: a `Bearer ` prefix is part of it, and then it does not parse. facts B.3 */
const tokenOf = (request: HttpRequest) => request.headers.authorization ?? '';

interface Refusal {
  status: number;
  text: string;
}

/** The agent's own checks, in its order. Signature, audience and issuer are not among them. facts B.3 */
function whyRefused(request: HttpRequest, now: number): Refusal | undefined {
  const host = hostWithoutPort(request.headers.host ?? '');
  if (!HOSTS.includes(host)) {
    const addresses = `please use either [${HOSTS.join(' ')}] address not ${host}`;
    return { status: 403, text: `Access Denied. Called agent through invalid address, ${addresses}` };
  }
  const token = tokenOf(request);
  const text = token === '' ? 'Service account token cannot be empty' : whyUnacceptable(token, now / 1000);
  return text === undefined ? undefined : { status: 400, text };
}

function whyUnacceptable(token: string, nowSeconds: number): string | undefined {
  try {
    const problem = timeProblem(parseToken(token), nowSeconds);
    return problem && `Service account token failed basic claim validations: ${problem}`;
  } catch (error) {
    if (error instanceof TokenMalformed) return `Service account token cannot be parsed: ${error.message}`;
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
