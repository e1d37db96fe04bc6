import { KubectlError } from './kubectl-error.ts';

/** `1h30m` in seconds: a Go duration. Throws kubectl's error for one without a unit. */
export function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|m|s|ms)/g)];
  if (!parts.length && duration !== '0')
    throw new KubectlError(`error: invalid argument "${duration}" for duration: time: missing unit in duration`);
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * ({ h: 3600, m: 60, s: 1, ms: 0.001 }[unit ?? 's'] ?? 1),
    0,
  );
}
