import type { App } from '../kit/app-checks.ts';
import { orAbsent } from '../kit/aws-clients.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';
import type { World } from '../kit/world.ts';

type Target = 'CROSS_TAGGED_ROLE' | 'CROSS_PINNED_ROLE';

/** The partner's bucket holds an object; only the partner may look. */
export function partnerBucketHolds(key: string): Check {
  return check({
    must: `the partner's bucket $CROSS_BUCKET holds ${key}`,
    expected: `an object ${key}`,
    next: 'Run the block of the step once more; it speaks to AWS with --profile partner.',
    async observe(world) {
      const s3 = await world.partner.s3();
      const list = await orAbsent(s3.listObjectsV2({ Bucket: world.names.CROSS_BUCKET }));
      if (!list) return { ok: false, seen: `no bucket ${world.names.CROSS_BUCKET} in the partner's account` };
      const keys = (list.Contents ?? []).map((object) => object.Key);
      return { ok: keys.includes(key), seen: `objects ${keys.join(', ') || 'none'}` };
    },
  });
}

/** The app ends as a session of the partner's role, in the partner's account. */
export function appIsPartnerSession({ cluster, namespace, name }: App, role: Target, next: string): Check {
  return check({
    must: `${namespace}/${name} is a session of the partner's $${role}`,
    expected: "a session of the role, in the partner's account",
    next,
    async observe(world) {
      const answer = await world.app(world.names[cluster], namespace, name).ask('identity');
      if (answer.kind === 'no-pod') return { ok: false, seen: answer.seen, settling: answer.settling };
      if (answer.kind === 'refused') return { ok: false, seen: `${answer.code}: ${answer.message}` };
      const seen = String(answer.body.arn);
      const expected = `arn:aws:sts::${await partnerAccount(world)}:assumed-role/${world.names[role]}/`;
      return { ok: seen.startsWith(expected), seen };
    },
  });
}

/** The association leads on to the partner's role, with or without session tags. */
export function leadsTo(serviceAccount: string, role: Target, disableSessionTags: boolean): Check {
  return check({
    must: `cross/${serviceAccount} is associated with the target role $${role}`,
    expected: `targetRoleArn of the partner's account, session tags ${disableSessionTags ? 'off' : 'on'}`,
    next: 'Create the association of the step; if there is another one, delete it first.',
    async observe(world) {
      const eks = await world.aws.eks();
      const clusterName = world.names.CLUSTER_A;
      const { associations = [] } = await eks.listPodIdentityAssociations({
        clusterName,
        namespace: 'cross',
        serviceAccount,
      });
      const [{ associationId } = {}] = associations;
      if (!associationId) return { ok: false, seen: `no association for cross/${serviceAccount} in ${clusterName}` };
      const { association = {} } = await eks.describePodIdentityAssociation({ clusterName, associationId });
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
