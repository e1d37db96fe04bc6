import { type App, observeArn } from '../kit/app-checks.ts';
import { orAbsent } from '../kit/aws-clients.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';
import { findAssociation } from '../kit/pod-identity-checks.ts';
import type { World } from '../kit/world.ts';

type Target = 'CROSS_TAGGED_ROLE' | 'CROSS_PINNED_ROLE';

/** The app ends as a session of the partner's role, in the partner's account. */
export function appIsPartnerSession(app: App, role: Target, next: string): Check {
  const { namespace, name } = app;
  return check({
    must: `${namespace}/${name} is a session of the partner's $${role}`,
    expected: "a session of the role, in the partner's account",
    next,
    observe: observeArn(app, async (arn, world) =>
      arn.startsWith(`arn:aws:sts::${await partnerAccount(world)}:assumed-role/${world.names[role]}/`),
    ),
  });
}

/** The association leads on to the partner's role, with or without session tags. */
export function leadsTo(serviceAccount: string, role: Target, disableSessionTags: boolean): Check {
  return check({
    must: `cross/${serviceAccount} is associated with the target role $${role}`,
    expected: `targetRoleArn of the partner's account, session tags ${disableSessionTags ? 'off' : 'on'}`,
    next: 'Create the association of the step; if there is another one, delete it first.',
    async observe(world) {
      const cluster = world.names.CLUSTER_A;
      const association = await findAssociation(world, cluster, { namespace: 'cross', serviceAccount });
      if (!association) return { ok: false, seen: `no association for cross/${serviceAccount} in ${cluster}` };
      const tags = association.disableSessionTags === true ? 'off' : 'on';
      const expected = await partnerRoleArn(world, role);
      const ok = association.targetRoleArn === expected && (tags === 'off') === disableSessionTags;
      return { ok, seen: `target role ${association.targetRoleArn ?? 'none'}, session tags ${tags}` };
    },
  });
}

/** Whoever else of the learner's account asks is refused, though they may ask for anything and know the external id. */
export function strangerIsRefused(role: Target, externalId?: (names: Names) => string): Check {
  return check({
    must: `the partner's $${role} refuses everybody else of account $ACCOUNT_ID`,
    expected: 'AccessDenied for sts:AssumeRole',
    next: "The partner's trust policy must name $CROSS_ROLE as its principal, and not the account.",
    async observe(world) {
      const sts = await world.aws.sts();
      const request = { RoleArn: await partnerRoleArn(world, role), RoleSessionName: 'curious' };
      try {
        const { AssumedRoleUser } = await sts.assumeRole({ ...request, ExternalId: externalId?.(world.names) });
        return { ok: false, seen: `anybody may take it: ${AssumedRoleUser?.Arn}` };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'AccessDenied') throw error;
        const exists = await orAbsent((await world.partner.iam()).getRole({ RoleName: world.names[role] }));
        return {
          ok: exists !== undefined,
          seen: exists ? error.message : `the partner has no role ${world.names[role]}`,
        };
      }
    },
  });
}

async function partnerAccount(world: World): Promise<string | undefined> {
  return (await (await world.partner.sts()).getCallerIdentity({})).Account;
}

const partnerRoleArn = async (world: World, role: Target) =>
  `arn:aws:iam::${await partnerAccount(world)}:role/${world.names[role]}`;
