import { type IAM, paginateListRoles } from '@aws-sdk/client-iam';
import { issuerOf, providerArn } from './aws-checks.ts';
import { type AwsClients, orAbsent } from './aws-clients.ts';
import type { Names } from './names.ts';
import type { World } from './world.ts';

type Cluster = 'CLUSTER_A' | 'CLUSTER_B';

/** What a lab makes, by name: where to look for what its clean-up forgot. */
export interface Belongings {
  buckets?: (keyof Names)[];
  tables?: (keyof Names)[];
  roles?: (keyof Names)[];
  users?: (keyof Names)[];
  /** Customer managed policies. */
  policies?: (keyof Names)[];
  /** What the lab makes in the partner's account. */
  partner?: { buckets?: (keyof Names)[]; roles?: (keyof Names)[] };
  /** Clusters whose OIDC provider the lab makes. */
  providers?: Cluster[];
  namespaces?: { cluster: Cluster; namespace: string }[];
  fargateProfiles?: { cluster: Cluster; profile: keyof Names }[];
  /** Clusters whose agent the lab installs; it may stay while associations of other labs need it. */
  agents?: Cluster[];
}

/** One line for each resource of the lab that still exists, found by asking the APIs. */
export async function remaining(world: World, belongings: Belongings): Promise<string[]> {
  const { buckets = [], tables = [], roles = [], users = [], policies = [], partner = {} } = belongings;
  const { providers = [], namespaces = [], agents = [], fargateProfiles = [] } = belongings;
  const looks = [
    ...buckets.map((bucket) => bucketLeft(world.aws, world.names[bucket])),
    ...(partner.buckets ?? []).map((bucket) => bucketLeft(world.partner, world.names[bucket])),
    ...tables.map((table) => tableLeft(world, world.names[table])),
    ...roles.map((role) => roleLeft(world.aws, world.names[role])),
    ...(partner.roles ?? []).map((role) => roleLeft(world.partner, world.names[role])),
    ...users.map((user) => userLeft(world, world.names[user])),
    ...policies.map((policy) => policyLeft(world, world.names[policy])),
    ...providers.map((cluster) => providerLeft(world, world.names[cluster])),
    ...namespaces.map(({ cluster, namespace }) => namespaceLeft(world, world.names[cluster], namespace)),
    ...namespaces.map(({ cluster, namespace }) => associationsLeft(world, world.names[cluster], namespace)),
    ...agents.map((cluster) => agentLeft(world, world.names[cluster])),
    ...fargateProfiles.map(({ cluster, profile }) => profileLeft(world, world.names[cluster], world.names[profile])),
  ];
  return (await Promise.all(looks)).flat();
}

type Look = Promise<string[]>;
const line = (found: unknown, text: string) => (found === undefined ? [] : [text]);

async function bucketLeft(aws: AwsClients, bucket: string): Look {
  return line(await orAbsent((await aws.s3()).headBucket({ Bucket: bucket })), `bucket ${bucket}`);
}

async function tableLeft(world: World, table: string): Look {
  return line(await orAbsent((await world.aws.dynamodb()).describeTable({ TableName: table })), `table ${table}`);
}

async function roleLeft(aws: AwsClients, role: string): Look {
  return line(await orAbsent((await aws.iam()).getRole({ RoleName: role })), `role ${role}`);
}

async function userLeft(world: World, user: string): Look {
  return line(await orAbsent((await world.aws.iam()).getUser({ UserName: user })), `user ${user}`);
}

async function policyLeft(world: World, policy: string): Look {
  const arn = `arn:aws:iam::${world.names.ACCOUNT_ID}:policy/${policy}`;
  return line(await orAbsent((await world.aws.iam()).getPolicy({ PolicyArn: arn })), `policy ${policy}`);
}

/** A provider that the trust policy of a role still names is not left over: it is in use. */
async function providerLeft(world: World, cluster: string): Look {
  const arn = providerArn(world, await issuerOf(world, cluster));
  const iam = await world.aws.iam();
  const provider = await orAbsent(iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
  if (!provider || (await isTrusted(iam, arn))) return [];
  return [`OIDC provider of ${cluster}`];
}

async function isTrusted(iam: IAM, provider: string): Promise<boolean> {
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    const trusts = Roles.map(({ AssumeRolePolicyDocument = '' }) => decodeURIComponent(AssumeRolePolicyDocument));
    if (trusts.some((trust) => trust.includes(provider))) return true;
  }
  return false;
}

async function namespaceLeft(world: World, cluster: string, namespace: string): Look {
  return line(
    await world.kube(cluster).find(`/api/v1/namespaces/${namespace}`),
    `namespace ${namespace} on ${cluster}`,
  );
}

async function associationsLeft(world: World, cluster: string, namespace: string): Look {
  const eks = await world.aws.eks();
  const { associations = [] } = await eks.listPodIdentityAssociations({ clusterName: cluster, namespace });
  return associations.map(
    (one) => `association ${one.associationId} of ${namespace}/${one.serviceAccount} on ${cluster}`,
  );
}

async function agentLeft(world: World, cluster: string): Look {
  const eks = await world.aws.eks();
  const { associations = [] } = await eks.listPodIdentityAssociations({ clusterName: cluster });
  if (associations.length > 0) return [];
  const addon = await orAbsent(eks.describeAddon({ clusterName: cluster, addonName: 'eks-pod-identity-agent' }));
  return line(addon, `add-on eks-pod-identity-agent on ${cluster}`);
}

async function profileLeft(world: World, clusterName: string, fargateProfileName: string): Look {
  const eks = await world.aws.eks();
  const profile = await orAbsent(eks.describeFargateProfile({ clusterName, fargateProfileName }));
  return line(profile, `Fargate profile ${fargateProfileName} on ${clusterName}`);
}
