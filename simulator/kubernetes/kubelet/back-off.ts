const INITIAL_SECONDS = 10;
const LONGEST_SECONDS = 300;
/** A container that ran this long starts anew. kubernetes pkg/kubelet: twice the longest back-off */
const RESET_AFTER_MS = 2 * LONGEST_SECONDS * 1000;

/** How long to wait before the next start: 0, 10, 20, 40 … 300 seconds. */
export function backOffSeconds(failuresBefore: number, ranForMs: number): number {
  if (failuresBefore === 0 || ranForMs > RESET_AFTER_MS) return 0;
  return Math.min(INITIAL_SECONDS * 2 ** (failuresBefore - 1), LONGEST_SECONDS);
}

export function mayRestart(restartPolicy: string, exitCode: number): boolean {
  return restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0);
}

/** As Go prints durations: 10s, 1m20s, 5m0s. */
export function durationText(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
