import type { Caller } from './caller.ts';
import { POD_IDENTITY_AGENT } from './eks/addon-versions.ts';
import { isAddonActive } from './eks/addons.ts';
import { hasAssociation } from './eks/associations.ts';
import type { Cluster } from './eks/tables.ts';
import type { AssumeRoleForPodIdentityResponse } from './eks-auth/assume-role-for-pod-identity.ts';
import { getRole } from './iam/find-role.ts';
import type { ClusterSurroundings, KubernetesCluster, PodCredentials } from './kubernetes/cluster.ts';
import type { State } from './state/state.ts';
import type { CloudServices, InnerCall } from './wire/operation.ts';

export interface ClusterEndpoint {
  url: string;
  certificateAuthorityPem: string;
}

export interface ClusterLinksOptions {
  state: State;
  /** Filled by the cloud after the links are made, since each side needs the other. */
  clusters: Map<string, KubernetesCluster>;
  clusterEndpoint(clusterName: string): ClusterEndpoint | undefined;
}

type Invoke = (call: InnerCall) => Promise<unknown>;
type Surroundings = Omit<ClusterSurroundings, 'state' | 'clock' | 'ids' | 'runtime' | 'adminToken'>;

/** What AWS and the clusters know of each other, both ways. */
export function createClusterLinks({ state, clusters, clusterEndpoint }: ClusterLinksOptions) {
  const clusterOf = (arn: string) => clusters.get(arn.slice(arn.lastIndexOf('/') + 1));
  const cloudServices: CloudServices = {
    clusterEndpoint(clusterArn) {
      const found = clusterEndpoint(clusterArn.slice(clusterArn.lastIndexOf('/') + 1));
      return found && { url: found.url, certificateAuthority: btoa(found.certificateAuthorityPem) };
    },
    clusterChanged: (clusterArn) => clusterOf(clusterArn)?.surroundingsChanged?.(),
    whyTokenRevoked: (clusterArn, subject) => clusterOf(clusterArn)?.whyTokenRevoked(subject),
  };

  function surroundings(row: Cluster, invoke: Invoke): Surroundings {
    const { name, arn, account, region, version, issuer } = row;
    return {
      name,
      arn,
      account,
      region,
      version,
      issuer,
      rootCertificate: () => clusterEndpoint(name)?.certificateAuthorityPem ?? '',
      hasAssociation: (namespace, serviceAccount) => hasAssociation(state, arn, namespace, serviceAccount),
      hasAgent: () => isAddonActive(state, arn, POD_IDENTITY_AGENT),
      assumeRoleForPodIdentity: (token) => assumeRoleForPodIdentity(state, row, token, invoke),
    };
  }

  return { cloudServices, surroundings };
}

/** The agent signs with its node's credentials, so the node role's policy decides too. facts B.3 */
async function assumeRoleForPodIdentity(
  state: State,
  row: Cluster,
  token: string,
  invoke: Invoke,
): Promise<PodCredentials> {
  const input = { clusterName: row.name, token };
  const call = { service: 'eks-auth', operation: 'AssumeRoleForPodIdentity', input, caller: nodeCaller(state, row) };
  const { credentials, assumedRoleUser } = (await invoke({
    ...call,
    region: row.region,
  })) as AssumeRoleForPodIdentityResponse;
  return {
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
    expiresAtMs: credentials.expiration.getTime(),
    accountId: assumedRoleUser.arn.split(':')[4] ?? '',
  };
}

/** The node as EC2's instance profile lets it speak: a session of the node role, named by the instance. */
function nodeCaller(state: State, { account, nodeRoleArn, id }: Cluster): Caller {
  const role = getRole(state, account, nodeRoleArn);
  const sessionName = `i-0${id.slice(0, 16).toLowerCase()}`;
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
