import type { Clock } from '../../runtime-services.ts';

/** A bucket of `burst` tokens that fills by `perSecond`; answers whether one was left. golang.org/x/time/rate Allow */
export function createRateLimiter(clock: Clock, perSecond: number, burst: number): () => boolean {
  let tokens = burst;
  let filledAt = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
