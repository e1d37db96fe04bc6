import type { Caller } from './caller.ts';
import { zonesOfSubnets } from './ec2/vpc/zones-of-subnets.ts';
import { POD_IDENTITY_AGENT } from './eks/addon-catalog.ts';
import { isAddonActive } from './eks/addon-rows.ts';
import { clusterPlaceOf } from './eks/arns.ts';
import { hasAssociation } from './eks/associations.ts';
import { findAccessEntry } from './eks/find-access-entry.ts';
import { type Cluster, clusters, fargateProfiles, type NodegroupRow, nodegroups } from './eks/tables.ts';
import { statusOf } from './eks/transition.ts';
import type { AssumeRoleForPodIdentityResponse } from './eks-auth/assume-role-for-pod-identity.ts';
import { getRole } from './iam/find-role.ts';
import type {
  CallerIdentity,
  ClusterAccess,
  ClusterSurroundings,
  KubernetesCluster,
  PodCredentials,
} from './kubernetes/cluster.ts';
import type { FargateProfile } from './kubernetes/fargate/fargate-profile.ts';
import type { NodeGroup } from './kubernetes/nodes/node-group.ts';
import type { NodeInstance } from './kubernetes/nodes/node-object.ts';
import { nodeInstances } from './node-instances.ts';
import { clusterKey } from './place.ts';
import type { Clock, Ids } from './runtime-services.ts';
import type { State } from './state/state.ts';
import type { AwsEndpoint } from './wire/aws-endpoint.ts';
import type { CloudServices } from './wire/operation.ts';

export interface ClusterEndpoint {
  url: string;
  certificateAuthorityPem: string;
}

export interface ClusterLinksOptions {
  state: State;
  /** What the webhook has heard of associations. */
  replica: State;
  clock: Clock;
  ids: Ids;
  /** By `clusterKey`. Asked at each call: the clusters are made after the links, since each side needs the other. */
  findCluster(key: string): KubernetesCluster | undefined;
  clusterEndpoint(key: string): ClusterEndpoint | undefined;
}

type Aws = Pick<AwsEndpoint, 'handle' | 'invoke'>;
type Surroundings = Omit<ClusterSurroundings, 'state' | 'clock' | 'ids' | 'runtime' | 'adminToken'>;

/** What AWS and the clusters know of each other, both ways. */
export function createClusterLinks(options: ClusterLinksOptions) {
  const { state, replica, findCluster, clusterEndpoint } = options;
  const clusterOf = (arn: string) => findCluster(keyOf(arn));
  const cloudServices: CloudServices = {
    clusterEndpoint(clusterArn) {
      const found = clusterEndpoint(keyOf(clusterArn));
      return found && { url: found.url, certificateAuthority: btoa(found.certificateAuthorityPem) };
    },
    clusterChanged: (clusterArn) => clusterOf(clusterArn)?.surroundingsChanged?.(),
    whyTokenRevoked: (clusterArn, subject) => clusterOf(clusterArn)?.whyTokenRevoked(subject),
  };

  function surroundings(row: Cluster, aws: Aws): Surroundings {
    const { arn, account, region, version, issuer } = row;
    const key = clusterKey(row);
    return {
      name: key,
      arn,
      account,
      region,
      version,
      issuer,
      rootCertificate: () => clusterEndpoint(key)?.certificateAuthorityPem ?? '',
      hasAssociation: (namespace, serviceAccount) => hasAssociation(replica, arn, namespace, serviceAccount),
      hasAgent: () => isAddonActive(state, arn, POD_IDENTITY_AGENT),
      access: clusterAccess(state, row, aws),
      nodeGroups: () => [...nodegroups(state, row).values()].map((group) => nodeGroupOf(state, row, group)),
      fargateProfiles: () => activeProfiles(state, row, options.clock.now()),
      instances: nodeInstances(state, row, options),
      instanceId: (slot) => instanceId(row, slot),
      assumeRoleForPodIdentity: (token, instance) =>
        assumeRoleForPodIdentity(nodeCaller(state, row, instance), row, token, aws),
    };
  }

  return { cloudServices, surroundings };
}

const keyOf = (clusterArn: string) => clusterKey(clusterPlaceOf(clusterArn));

/** STS's own door and EKS's own rows, asked each time. */
function clusterAccess(state: State, row: Cluster, { handle }: Aws): ClusterAccess {
  return {
    async getCallerIdentity({ query, headers }) {
      const { status, body } = await handle({ method: 'GET', path: '/', query, headers, body: new Uint8Array() });
      if (status !== 200) return undefined;
      const answered: { GetCallerIdentityResponse: { GetCallerIdentityResult: CallerIdentity } } = JSON.parse(
        String(body),
      );
      return answered.GetCallerIdentityResponse.GetCallerIdentityResult;
    },
    findEntry: (principalId) => findAccessEntry(state, row, principalId),
    readsConfigMap: () => clusters(state, row).get(row.name)?.authenticationMode !== 'API',
  };
}

/** The agent signs with its node's credentials, so the node role's policy decides too. facts B.3 */
async function assumeRoleForPodIdentity(
  caller: Caller,
  row: Cluster,
  token: string,
  { invoke }: Aws,
): Promise<PodCredentials> {
  const input = { clusterName: row.name, token };
  const call = { service: 'eks-auth', operation: 'AssumeRoleForPodIdentity', input, caller };
  const { credentials, assumedRoleUser } = (await invoke({
    ...call,
    region: row.region,
  })) as AssumeRoleForPodIdentityResponse;
  return {
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
    expiresAtMs: credentials.expiration.getTime(),
    assumedRole: { arn: assumedRoleUser.arn, id: assumedRoleUser.assumeRoleId },
  };
}

/** The node as EC2's instance profile lets it speak: a session of its group's role, named by the instance. */
function nodeCaller(state: State, row: Cluster, { id: sessionName, group }: NodeInstance): Caller {
  const { account } = row;
  const role = getRole(state, account, nodegroups(state, row).get(group)?.nodeRoleArn ?? 'no node group');
  return {
    type: 'role-session',
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`,
    userId: `${role.id}:${sessionName}`,
    session: {
      roleArn: role.arn,
      roleId: role.id,
      sessionName,
      tags: {},
      transitiveTagKeys: [],
      policies: [],
      issuedAtMs: 0,
      expiresAtMs: Number.MAX_SAFE_INTEGER,
      chained: false,
    },
  };
}

/** Of the cluster's id, so that it is the same wherever it shows. */
const instanceId = ({ id }: Cluster, slot: number) =>
  `i-0${`${id}${id}`
    .slice(slot % id.length)
    .slice(0, 16)
    .toLowerCase()}`;

function nodeGroupOf(state: State, cluster: Cluster, group: NodegroupRow): NodeGroup {
  const { name, scaling, settings, labels, taints, transition } = group;
  const { instanceTypes = [], capacityType = 'ON_DEMAND', amiType } = settings;
  return {
    name,
    desiredSize: transition?.status === 'DELETING' ? 0 : scaling.desiredSize,
    instanceType: instanceTypes[0] ?? '',
    capacityType,
    zones: zonesOfSubnets(state, cluster, settings.subnets),
    os: amiType?.startsWith('WINDOWS') ? 'windows' : 'linux',
    labels,
    taints: taints.map(({ key = '', value, effect = '' }) => ({ key, value, effect: TAINT_EFFECTS[effect] ?? '' })),
  };
}

const activeProfiles = (state: State, row: Cluster, now: number): FargateProfile[] =>
  [...fargateProfiles(state, row).values()]
    .filter((profile) => statusOf(profile, now) === 'ACTIVE')
    .map(({ name, selectors }) => ({
      name,
      selectors: selectors.map(({ namespace = '', labels = {} }) => ({ namespace, labels })),
    }));

/** EKS's names of Kubernetes' taint effects. */
const TAINT_EFFECTS: Record<string, string> = {
  NO_SCHEDULE: 'NoSchedule',
  NO_EXECUTE: 'NoExecute',
  PREFER_NO_SCHEDULE: 'PreferNoSchedule',
};
