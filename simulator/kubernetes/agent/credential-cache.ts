import { AwsError } from '../../aws-error.ts';
import type { Clock } from '../../runtime-services.ts';
import type { PodCredentials } from '../cluster.ts';

const SECOND = 1000;
const MAX_AGE_MS = 3 * 3600 * SECOND;
const RETRY_MS = 60 * SECOND;
const MIN_LIFE_MS = 15 * SECOND;
const MAX_ENTRIES = 2000;

/** Renewal gives an entry up on these; other errors leave the old credentials in use. facts B.4 */
const FINAL = new Set([
  'ResourceNotFoundException',
  'ExpiredTokenException',
  'InvalidTokenException',
  'AccessDeniedException',
]);

export interface CredentialCache {
  /** The token's credentials: cached ones, or fetched. Calls for one token share one fetch. Rejects as the fetch does. */
  get(token: string): Promise<PodCredentials>;
  clear(): void;
}

interface Entry {
  credentials: PodCredentials;
  cancelRenewal(): void;
}

/**
 * Keeps credentials by token until they expire, renewed after three hours with the token that was presented first: a
 * change of role or association reaches running pods late. facts B.4
 */
export function createCredentialCache(
  clock: Clock,
  fetch: (token: string) => Promise<PodCredentials>,
): CredentialCache {
  const entries = new Map<string, Entry>();
  const fetches = new Map<string, Promise<PodCredentials>>();
  const lifeOf = (credentials: PodCredentials) => credentials.expiresAtMs - clock.now();

  function evict(token: string): void {
    entries.get(token)?.cancelRenewal();
    entries.delete(token);
  }

  function keep(token: string, credentials: PodCredentials, renewInMs: number): void {
    evict(token);
    entries.set(token, { credentials, cancelRenewal: clock.after(renewInMs, () => void renew(token, credentials)) });
    const [oldest] = entries.keys();
    if (entries.size > MAX_ENTRIES && oldest !== undefined) evict(oldest);
  }

  async function fetchAndKeep(token: string): Promise<PodCredentials> {
    const credentials = await fetch(token);
    const lifeMs = lifeOf(credentials);
    // Assumed; not confirmed against AWS: the text. That it is an error: facts B.4
    if (lifeMs <= MIN_LIFE_MS) throw new Error('Fetched credentials are expired or about to expire');
    keep(token, credentials, Math.min(lifeMs, MAX_AGE_MS));
    return credentials;
  }

  async function renew(token: string, before: PodCredentials): Promise<void> {
    try {
      await fetchAndKeep(token);
    } catch (error) {
      const final = error instanceof AwsError && FINAL.has(error.code);
      if (final || lifeOf(before) <= MIN_LIFE_MS) evict(token);
      else keep(token, before, RETRY_MS);
    }
  }

  function share(token: string): Promise<PodCredentials> {
    const fetching = fetchAndKeep(token).finally(() => fetches.delete(token));
    fetches.set(token, fetching);
    return fetching;
  }

  return {
    async get(token) {
      const entry = entries.get(token);
      if (entry && lifeOf(entry.credentials) > MIN_LIFE_MS) {
        // The last used is the last to go when the cache is full.
        entries.delete(token);
        entries.set(token, entry);
        return entry.credentials;
      }
      return fetches.get(token) ?? share(token);
    },
    clear() {
      for (const token of [...entries.keys()]) evict(token);
    },
  };
}
