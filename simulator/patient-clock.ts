import type { Clock } from './runtime-services.ts';
import { StoreError } from './state/store.ts';

/** Somebody has to make room first. */
const AGAIN_MS = 2000;

/**
 * A clock whose callbacks may fail: what the store could not keep is tried again until there is room, and any other error
 * is reported. Nothing that falls due ends the process.
 */
export function patientClock(clock: Clock, report: (error: unknown) => void): Clock {
  function after(delayMs: number, callback: () => void | Promise<void>): () => void {
    let cancel = clock.after(delayMs, run);
    async function run(): Promise<void> {
      try {
        await callback();
      } catch (error) {
        if (error instanceof StoreError) cancel = clock.after(AGAIN_MS, run);
        else report(error);
      }
    }
    return () => cancel();
  }
  return { now: clock.now, after };
}
