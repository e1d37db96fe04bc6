import { trustOf } from '../kit/aws-checks.ts';
import { orAbsent } from '../kit/aws-clients.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';
import type { World } from '../kit/world.ts';

export type Role = 'SHARED_DEV_ROLE' | 'SHARED_PROD_ROLE' | 'SHARED_REPORTS_ROLE';

const policyArn = ({ ACCOUNT_ID, SHARED_POLICY }: Names) => `arn:aws:iam::${ACCOUNT_ID}:policy/${SHARED_POLICY}`;

/** The version in force; undefined if there is no such policy. */
async function versionInForce(world: World): Promise<{ id: string; document: string } | undefined> {
  const iam = await world.aws.iam();
  const PolicyArn = policyArn(world.names);
  const id = (await orAbsent(iam.getPolicy({ PolicyArn })))?.Policy?.DefaultVersionId;
  if (id === undefined) return undefined;
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: id });
  return { id, document: decodeURIComponent(PolicyVersion?.Document ?? '') };
}

/** The policy is there, and its text leaves the names to tags. */
export function policyComparesTags(): Check {
  return check({
    must: '$SHARED_POLICY is a managed policy that compares two tags',
    expected: 'aws:PrincipalTag/environment and aws:PrincipalTag/kubernetes-service-account in its default version',
    next: 'aws iam create-policy --policy-name "$SHARED_POLICY" --policy-document file://labs/09-one-policy/permissions.json',
    async observe(world) {
      const version = await versionInForce(world);
      if (!version) return { ok: false, seen: `no policy ${policyArn(world.names)}` };
      const keys = new Set(version.document.match(/aws:PrincipalTag\/[\w-]+/g));
      const ok = ['environment', 'kubernetes-service-account'].every((key) => keys.has(`aws:PrincipalTag/${key}`));
      return { ok, seen: `version ${version.id} with ${[...keys].join(', ') || 'no tags'}` };
    },
  });
}

/** The version in force is one that has the common folder. */
export function policyHasCommonFolder(): Check {
  return check({
    must: 'the default version of $SHARED_POLICY has the common folder',
    expected: 'a resource that ends in common/*',
    next: 'aws iam list-policy-versions --policy-arn "arn:aws:iam::$ACCOUNT_ID:policy/$SHARED_POLICY" shows which is the default.',
    async observe(world) {
      const version = await versionInForce(world);
      if (!version) return { ok: false, seen: `no policy ${policyArn(world.names)}` };
      const ok = version.document.includes('/common/*');
      return { ok, seen: `default version ${version.id}, ${ok ? 'with' : 'without'} the common folder` };
    },
  });
}

/** Its permissions are the shared policy and nothing else: no second text that could drift. */
export function hasTheSharedPolicyOnly(role: Role): Check {
  return check({
    must: `$${role} has $SHARED_POLICY attached, and no policy of its own`,
    expected: 'one attached policy, no inline policies',
    next: `aws iam attach-role-policy --role-name "$${role}" --policy-arn "arn:aws:iam::$ACCOUNT_ID:policy/$SHARED_POLICY"`,
    async observe(world) {
      const iam = await world.aws.iam();
      const RoleName = world.names[role];
      const attached = await orAbsent(iam.listAttachedRolePolicies({ RoleName }));
      if (!attached) return { ok: false, seen: `no role ${RoleName}` };
      const arns = (attached.AttachedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn);
      const { PolicyNames: inline = [] } = await iam.listRolePolicies({ RoleName });
      const ok = arns.length === 1 && arns[0] === policyArn(world.names) && inline.length === 0;
      return { ok, seen: `attached: ${arns.join(', ') || 'none'}; inline: ${inline.join(', ') || 'none'}` };
    },
  });
}

/** The tag by which the policy knows the role's environment. */
export function isTagged(role: Role, environment: string): Check {
  return check({
    must: `$${role} carries the tag environment = ${environment}`,
    expected: `the tag environment = ${environment}`,
    next: `aws iam tag-role --role-name "$${role}" --tags Key=environment,Value=${environment}`,
    async observe(world) {
      const answer = await orAbsent((await world.aws.iam()).listRoleTags({ RoleName: world.names[role] }));
      if (!answer) return { ok: false, seen: `no role ${world.names[role]}` };
      const tags = (answer.Tags ?? []).map(({ Key, Value }) => `${Key} = ${Value}`);
      return { ok: tags.includes(`environment = ${environment}`), seen: tags.join(', ') || 'no tags' };
    },
  });
}

/** Every statement that lets EKS Pod Identity in names this namespace and this service account. */
export function trustsOnly(role: Role, namespace: string, serviceAccount: string): Check {
  return check({
    must: `$${role} trusts EKS Pod Identity for ${namespace}/${serviceAccount} only`,
    expected: `aws:RequestTag/kubernetes-namespace ${namespace} and aws:RequestTag/kubernetes-service-account ${serviceAccount}`,
    next: "Run the step's commands again: they write each role's trust policy.",
    async observe(world) {
      const trust = await trustOf(world, world.names[role]);
      if (!trust) return { ok: false, seen: `no role ${world.names[role]}` };
      const whom = trust.map(({ principal, condition }) => {
        const wanted = (tag: string) => requestTag(condition, tag).join(' or ') || 'any';
        const who = principal.Service?.join(', ') ?? 'another principal';
        return `${who} for ${wanted('kubernetes-namespace')}/${wanted('kubernetes-service-account')}`;
      });
      const expected = `pods.eks.amazonaws.com for ${namespace}/${serviceAccount}`;
      return { ok: whom.length > 0 && whom.every((one) => one === expected), seen: whom.join('; ') || 'nobody' };
    },
  });
}

function requestTag(condition: Record<string, Record<string, string[]>>, tag: string): string[] {
  return Object.values(condition).flatMap((keys) => keys[`aws:RequestTag/${tag}`] ?? []);
}

/** The ceiling over the development role. */
export function hasBoundary(role: Role): Check {
  return check({
    must: `$${role} has $SHARED_BOUNDARY as its permissions boundary`,
    expected: 'the boundary policy',
    next: `aws iam put-role-permissions-boundary --role-name "$${role}" --permissions-boundary "arn:aws:iam::$ACCOUNT_ID:policy/$SHARED_BOUNDARY"`,
    async observe(world) {
      const answer = await orAbsent((await world.aws.iam()).getRole({ RoleName: world.names[role] }));
      if (!answer) return { ok: false, seen: `no role ${world.names[role]}` };
      const arn = answer.Role?.PermissionsBoundary?.PermissionsBoundaryArn;
      return { ok: arn?.endsWith(`/${world.names.SHARED_BOUNDARY}`) ?? false, seen: arn ?? 'no boundary' };
    },
  });
}
