import type { CallerIdentity, ClusterAccess } from '../cluster.ts';

type Ask = ClusterAccess['getCallerIdentity'];

// Kubernetes' default. kubernetes.io, "kube-apiserver", --authentication-token-webhook-cache-ttl; for EKS
// Assumed; not confirmed against AWS.
const KEPT_MS = 2 * 60_000;

/**
 * STS is asked once for a token, however many requests kubectl makes with it, as API servers keep what their webhook
 * said: else each request would leave a GetCallerIdentity in CloudTrail. A refusal is not kept.
 */
export function rememberCallers(ask: Ask, clock: { now(): number }): Ask {
  const kept = new Map<string, { until: number; answer: Promise<CallerIdentity | undefined> }>();

  return async (request) => {
    const now = clock.now();
    for (const [query, { until }] of kept) if (until <= now) kept.delete(query);
    const known = kept.get(request.query);
    if (known) return known.answer;
    const answer = ask(request);
    kept.set(request.query, { until: now + KEPT_MS, answer });
    const caller = await answer.catch(() => undefined);
    if (!caller) kept.delete(request.query);
    return answer;
  };
}
