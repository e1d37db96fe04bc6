/** A moment as IAM and STS tell it: to the second. `ms` since the epoch. */
export function dateOf(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}
