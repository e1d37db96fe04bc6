import { type App, appIsRefused } from '../kit/app-checks.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';
import { findAssociation } from '../kit/pod-identity-checks.ts';

const NAMESPACE = 'session';

/** The association limits its sessions by a policy, for which session tags are off. */
export function hasSessionPolicy(serviceAccount: string): Check {
  return check({
    must: `the association of ${NAMESPACE}/${serviceAccount} has a session policy`,
    expected: 'a policy, and disableSessionTags true',
    next: 'Create it with --disable-session-tags and --policy file://labs/15-session-policies/session-policy.json',
    async observe(world) {
      const association = await findAssociation(world, world.names.CLUSTER_A, { namespace: NAMESPACE, serviceAccount });
      if (!association) return { ok: false, seen: `no association of ${NAMESPACE}/${serviceAccount}` };
      const { policy, disableSessionTags } = association;
      const seen = policy ? `a policy of ${policy.length} characters` : 'no policy';
      return { ok: Boolean(policy && disableSessionTags), seen: `${seen}, disableSessionTags ${disableSessionTags}` };
    },
  });
}

/** S3 refuses the app, and names the kind of policy that does not allow it. */
export function isRefusedBy(
  kind: 'session policy' | 'identity-based policy',
  app: App,
  what: string,
  path: (names: Names) => string,
  next: string,
): Check {
  const refused = appIsRefused(app, what, path, next);
  return check({
    must: `${refused.must}: no ${kind} allows it`,
    expected: `AccessDenied, because no ${kind} allows it`,
    next,
    async observe(world) {
      const observation = await refused.observe(world);
      return { ...observation, ok: observation.ok && observation.seen.includes(`no ${kind} allows`) };
    },
  });
}
