import { AwsError } from '../../aws-error.ts';
import type { Clock, Ids } from '../../runtime-services.ts';
import type { PodCredentials } from '../cluster.ts';
import type { AgentLog } from './agent-log.ts';
import { logged } from './agent-responses.ts';
import { createRateLimiter } from './rate-limiter.ts';

const SECOND = 1000;
const MAX_AGE_MS = 3 * 3600 * SECOND;
const RETRY_MS = 60 * SECOND;
const MIN_LIFE_MS = 15 * SECOND;
const MAX_ENTRIES = 2000;
const RENEWALS_PER_SECOND = 3;

/** Renewal gives an entry up on these; other errors leave the old credentials in use. facts B.4 */
const FINAL = new Set([
  'ResourceNotFoundException',
  'ExpiredTokenException',
  'InvalidTokenException',
  'AccessDeniedException',
]);

export interface CredentialCache {
  /** The token's credentials: cached ones, or fetched. Calls for one token share one fetch. Rejects as the fetch does. */
  get(token: string, log: AgentLog): Promise<PodCredentials>;
}

export interface CredentialCacheOptions {
  clock: Clock;
  ids: Ids;
  assumeRoleForPodIdentity(token: string): Promise<PodCredentials>;
}

interface Entry {
  credentials: PodCredentials;
  /** Of the request that came first, whose token renewals present. facts B.4 */
  log: AgentLog;
  cancelRenewal(): void;
}

/**
 * Keeps credentials by token until they expire, renewed after three hours: a change of role or association reaches
 * running pods late. facts B.4, aws/eks-pod-identity-agent internal/credsretriever
 */
export function createCredentialCache({
  clock,
  ids,
  assumeRoleForPodIdentity,
}: CredentialCacheOptions): CredentialCache {
  const entries = new Map<string, Entry>();
  const fetches = new Map<string, Promise<PodCredentials>>();
  const mayRenew = createRateLimiter(clock, RENEWALS_PER_SECOND, RENEWALS_PER_SECOND);
  const lifeOf = (credentials: PodCredentials) => credentials.expiresAtMs - clock.now();

  function evict(token: string): void {
    const entry = entries.get(token);
    if (!entry) return;
    entry.cancelRenewal();
    entries.delete(token);
    entry.log.info('Credentials evicted');
  }

  function keep(token: string, credentials: PodCredentials, renewInMs: number, log: AgentLog): void {
    entries.get(token)?.cancelRenewal();
    entries.delete(token);
    const cancelRenewal = clock.after(renewInMs, () => void renew(token, credentials, log));
    entries.set(token, { credentials, log, cancelRenewal });
    const [oldest] = entries.keys();
    if (entries.size > MAX_ENTRIES && oldest !== undefined) evict(oldest);
  }

  async function fetchAndKeep(token: string, log: AgentLog): Promise<PodCredentials> {
    log.info('Calling EKS Auth to fetch credentials');
    const startedAt = clock.now();
    const credentials = await assumeRoleForPodIdentity(token);
    log.info('Successfully fetched credentials from EKS Auth', {
      fetched_role_arn: credentials.assumedRole.arn,
      fetched_role_id: credentials.assumedRole.id,
      request_time_ms: clock.now() - startedAt,
    });
    const lifeMs = lifeOf(credentials);
    if (lifeMs <= MIN_LIFE_MS) {
      const left = (lifeMs / SECOND).toFixed(2);
      throw new Error(`fetched credentials are expired or will expire within the next ${left} seconds`);
    }
    const renewInMs = Math.min(lifeMs, MAX_AGE_MS);
    // Go counts in nanoseconds.
    log.info('Storing creds in cache', { refreshTtl: renewInMs * 1_000_000 });
    keep(token, credentials, renewInMs, log);
    return credentials;
  }

  async function renew(token: string, before: PodCredentials, log: AgentLog): Promise<void> {
    const renewal = log.with({ from: 'renewal-thread' });
    try {
      if (mayRenew()) return void (await fetchAndKeep(token, renewal));
      renewal.info('Rate limited! Will try to keep creds locally');
    } catch (error) {
      if (error instanceof AwsError && FINAL.has(error.code)) {
        renewal.info(`Removing credentials from cache, got non recoverable error: ${logged(error, ids.uuid())}`);
        return evict(token);
      }
      const text = logged(error, ids.uuid());
      renewal.info(`Could not renew, will try to keep existing creds. Error is recoverable: ${text}`);
    }
    if (lifeOf(before) <= MIN_LIFE_MS) return evict(token);
    keep(token, before, Math.min(lifeOf(before), RETRY_MS + jitterMs()), log);
  }

  /** Up to a minute, so that not all come back at once. facts B.4 */
  const jitterMs = () => Number.parseInt(ids.chars(4, '0123456789abcdef'), 16) % RETRY_MS;

  function share(token: string, log: AgentLog): Promise<PodCredentials> {
    const fetching = fetchAndKeep(token, log).finally(() => fetches.delete(token));
    fetches.set(token, fetching);
    return fetching;
  }

  return {
    async get(token, log) {
      const entry = entries.get(token);
      if (entry && lifeOf(entry.credentials) > MIN_LIFE_MS) {
        // The last used is the last to go when the cache is full.
        entries.delete(token);
        entries.set(token, entry);
        return entry.credentials;
      }
      return fetches.get(token) ?? share(token, log);
    },
  };
}
