import type { PodIdentityAssociation } from '@aws-sdk/client-eks';
import { type App, appIsRefused } from '../kit/app-checks.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';
import type { World } from '../kit/world.ts';

const NAMESPACE = 'session';

/** The association of the service account; undefined if there is none. */
async function associationOf(world: World, serviceAccount: string): Promise<PodIdentityAssociation | undefined> {
  const eks = await world.aws.eks();
  const clusterName = world.names.CLUSTER_A;
  const listed = await eks.listPodIdentityAssociations({ clusterName, namespace: NAMESPACE, serviceAccount });
  const associationId = listed.associations?.[0]?.associationId;
  if (associationId === undefined) return undefined;
  return (await eks.describePodIdentityAssociation({ clusterName, associationId })).association;
}

/** EKS tags the sessions of this service account's pods. */
export function keepsSessionTags(serviceAccount: string): Check {
  return check({
    must: `the association of ${NAMESPACE}/${serviceAccount} leaves session tags on`,
    expected: 'disableSessionTags false',
    next: 'aws eks update-pod-identity-association … --no-disable-session-tags, then create the pods anew',
    async observe(world) {
      const association = await associationOf(world, serviceAccount);
      if (!association) return { ok: false, seen: `no association of ${NAMESPACE}/${serviceAccount}` };
      const { associationId, disableSessionTags } = association;
      return { ok: !disableSessionTags, seen: `disableSessionTags ${disableSessionTags} on ${associationId}` };
    },
  });
}

/** The association limits its sessions by a policy, for which session tags are off. */
export function hasSessionPolicy(serviceAccount: string): Check {
  return check({
    must: `the association of ${NAMESPACE}/${serviceAccount} has a session policy`,
    expected: 'a policy, and disableSessionTags true',
    next: 'Create it with --disable-session-tags and --policy file://labs/15-session-policies/session-policy.json',
    async observe(world) {
      const association = await associationOf(world, serviceAccount);
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
