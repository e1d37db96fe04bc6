import type { PodIdentityAssociation } from '@aws-sdk/client-eks';
import { trustOf } from './aws-checks.ts';
import { orAbsent } from './aws-clients.ts';
import { type Check, check } from './lab.ts';
import type { Names } from './names.ts';
import type { World } from './world.ts';

type Cluster = 'CLUSTER_A' | 'CLUSTER_B';

/** The role trusts EKS Pod Identity, with both actions and whatever conditions. facts B.7 */
export function trustsPodIdentity(role: keyof Names): Check {
  return check({
    must: `$${role} trusts pods.eks.amazonaws.com, with both actions`,
    expected: 'Principal.Service pods.eks.amazonaws.com; sts:AssumeRole and sts:TagSession',
    next: "Set the step's trust policy again: aws iam update-assume-role-policy",
    async observe(world) {
      const trust = await trustOf(world, world.names[role]);
      if (!trust) return { ok: false, seen: `no role ${world.names[role]}` };
      const statements = trust.filter(({ principal }) => principal.Service?.includes('pods.eks.amazonaws.com'));
      const actions = statements.flatMap((statement) => statement.actions);
      const ok = ['sts:AssumeRole', 'sts:TagSession'].every((action) => actions.includes(action));
      return { ok, seen: `actions for the service: ${actions.join(', ') || 'none'}` };
    },
  });
}

/** Nothing in the role's trust policy speaks of a cluster: it need not be edited for the next one. */
export function trustNamesNoCluster(role: keyof Names): Check {
  return check({
    must: `$${role} names no cluster and no service account`,
    expected: 'one principal, pods.eks.amazonaws.com, without conditions',
    next: 'Set the trust policy for EKS Pod Identity again; nothing has to be added for a second cluster.',
    async observe(world) {
      const trust = await trustOf(world, world.names[role]);
      if (!trust) return { ok: false, seen: `no role ${world.names[role]}` };
      const principals = trust.flatMap(({ principal }) => Object.values(principal).flat());
      const conditions = trust.flatMap(({ condition }) => Object.keys(condition));
      const ok = principals.join() === 'pods.eks.amazonaws.com' && conditions.length === 0;
      return { ok, seen: `principals: ${principals.join(', ')}; conditions: ${conditions.join(', ') || 'none'}` };
    },
  });
}

/** The Pod Identity Agent's add-on is there and ACTIVE. */
export function agentRuns(cluster: Cluster): Check {
  return check({
    must: `the Pod Identity Agent runs on $${cluster}`,
    expected: 'add-on eks-pod-identity-agent with status ACTIVE',
    next: `Install it: aws eks create-addon --cluster-name $${cluster} --addon-name eks-pod-identity-agent`,
    async observe(world) {
      const eks = await world.aws.eks();
      const answer = await orAbsent(
        eks.describeAddon({ clusterName: world.names[cluster], addonName: 'eks-pod-identity-agent' }),
      );
      const status = answer?.addon?.status;
      return {
        ok: status === 'ACTIVE',
        seen: status ? `status ${status}` : 'no such add-on',
        settling: status === 'CREATING',
      };
    },
  });
}

/** The association of a service account, whole; undefined if there is none. */
export async function findAssociation(
  world: World,
  clusterName: string,
  { namespace, serviceAccount }: { namespace: string; serviceAccount: string },
): Promise<PodIdentityAssociation | undefined> {
  const eks = await world.aws.eks();
  const { associations = [] } = await eks.listPodIdentityAssociations({ clusterName, namespace, serviceAccount });
  const associationId = associations[0]?.associationId;
  if (associationId === undefined) return undefined;
  return (await eks.describePodIdentityAssociation({ clusterName, associationId })).association;
}

/** EKS tags the sessions of this service account's pods. */
export function keepsSessionTags(cluster: Cluster, namespace: string, serviceAccount: string): Check {
  return check({
    must: `the association of ${namespace}/${serviceAccount} leaves session tags on`,
    expected: 'disableSessionTags false',
    next: 'aws eks update-pod-identity-association … --no-disable-session-tags, then create the pods anew',
    async observe(world) {
      const association = await findAssociation(world, world.names[cluster], { namespace, serviceAccount });
      if (!association) return { ok: false, seen: `no association of ${namespace}/${serviceAccount}` };
      const { associationId, disableSessionTags } = association;
      return { ok: !disableSessionTags, seen: `disableSessionTags ${disableSessionTags} on ${associationId}` };
    },
  });
}

/** The service account is associated with the role on that cluster. */
export function isAssociated(cluster: Cluster, namespace: string, serviceAccount: string, role: keyof Names): Check {
  return check({
    must: `${namespace}/${serviceAccount} is associated with $${role} on $${cluster}`,
    expected: `one association of ${namespace}/${serviceAccount} with the role`,
    next: `Create it: aws eks create-pod-identity-association --cluster-name $${cluster} --namespace ${namespace} --service-account ${serviceAccount} …`,
    async observe(world) {
      const eks = await world.aws.eks();
      const clusterName = world.names[cluster];
      const { associations = [] } = await eks.listPodIdentityAssociations({ clusterName });
      const mine = associations.find((one) => one.namespace === namespace && one.serviceAccount === serviceAccount);
      if (!mine) return { ok: false, seen: describeOthers(associations, namespace, serviceAccount, clusterName) };
      const { association } = await eks.describePodIdentityAssociation({
        clusterName,
        associationId: mine.associationId,
      });
      const expected = `arn:aws:iam::${world.names.ACCOUNT_ID}:role/${world.names[role]}`;
      return { ok: association?.roleArn === expected, seen: `${mine.associationId} with ${association?.roleArn}` };
    },
  });
}

function describeOthers(
  associations: { namespace?: string; serviceAccount?: string }[],
  namespace: string,
  serviceAccount: string,
  cluster: string,
): string {
  const others = associations.map((one) => `${one.namespace}/${one.serviceAccount}`).join(', ');
  return `no association for ${namespace}/${serviceAccount} in ${cluster}${others && `; found ${others}`}`;
}
