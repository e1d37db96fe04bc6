import type { RetryStrategyV2, RetryToken } from '@smithy/types';
import type { Settings } from './settings.ts';
import { isWorthAnother } from './worth-another.ts';

/** Of mode `standard`, the CLI's default. https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-retries.html */
const DEFAULT_ATTEMPTS = 3;
const LONGEST_WAIT_MS = 20_000;

/**
 * The CLI's mode `standard`: what was throttled, failed at AWS's end, or got no answer is tried again, up to three times in
 * all or as often as AWS_MAX_ATTEMPTS and `max_attempts` say. It waits by the shell's own sleep, and half of what the CLI
 * waits at most. Mode `adaptive` is taken for the same.
 */
export function retryStrategy({ context, profiles, profile }: Settings): RetryStrategyV2 {
  const attempts = Number(context.env.AWS_MAX_ATTEMPTS || profiles[profile]?.max_attempts) || DEFAULT_ATTEMPTS;
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(last, { error }) {
      const retry = last.getRetryCount() + 1;
      if (retry >= attempts || !isWorthAnother(error)) throw error;
      await context.sleep(Math.min(500 * 2 ** (retry - 1), LONGEST_WAIT_MS));
      return token(retry);
    },
    recordSuccess: () => {},
  };
}

const token = (count: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
