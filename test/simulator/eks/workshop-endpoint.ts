import { EKSClient } from '@aws-sdk/client-eks';
import { SUBNET } from '../../../simulator/ec2/vpc/rows.ts';
import { eks } from '../../../simulator/eks/index.ts';
import { seedClusters } from '../../../simulator/eks/seed.ts';
import { eksAuth } from '../../../simulator/eks-auth/index.ts';
import { rolesOf } from '../../../simulator/iam/tables.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { sts } from '../../../simulator/sts/index.ts';
import type { CloudServices } from '../../../simulator/wire/operation.ts';
import { testEndpoint } from '../wire/test-endpoint.ts';

export const CLUSTER_ARN = `arn:aws:eks:${REGION}:${LEARNER_ACCOUNT}:cluster/workshop-a`;

/** Of the cluster's VPC, in two zones. */
export const SUBNETS = ['subnet-0a', 'subnet-0b'];

export const POD_IDENTITY_TRUST = {
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
};

/** EKS, EKS Auth and STS with the cluster workshop-a, in-process; `changed` collects what the clusters were told. */
export function workshopEndpoint(cloud: Partial<CloudServices> = {}) {
  const changed: string[] = [];
  const endpoint = testEndpoint({
    services: { eks: async () => eks, 'eks-auth': async () => eksAuth, sts: async () => sts },
    cloud: {
      clusterEndpoint: () => ({ url: 'https://127.0.0.1:6443', certificateAuthority: 'Q0E=' }),
      clusterChanged: (arn) => void changed.push(arn),
      ...cloud,
    },
  });
  const [cluster] = seedClusters(endpoint.state, {
    account: LEARNER_ACCOUNT,
    region: REGION,
    names: ['workshop-a'],
    clusterRole: 'workshop-cluster',
    nodeRole: 'workshop-node',
    ids: endpoint.ids,
    now: endpoint.clock.now(),
  });
  if (!cluster) throw new Error('no cluster was seeded');
  for (const id of SUBNETS) {
    const zone = `${REGION}${id.slice(-1)}`;
    const row = { id, vpcId: cluster.vpc.vpcId, cidr: '10.0.192.0/24', zone, mapPublicIp: false };
    SUBNET.table(endpoint.state, cluster).put(id, row);
  }
  return { ...endpoint, changed, cluster, client: new EKSClient(endpoint.clientConfig()), putRole };

  /** A role with this trust statement; answers its ARN. */
  function putRole(
    name: string,
    { trust = {}, account = LEARNER_ACCOUNT, inlinePolicy = {}, path = '/' } = {},
  ): string {
    const arn = `arn:aws:iam::${account}:role${path}${name}`;
    rolesOf(endpoint.state, account).put(name, {
      name,
      path,
      // As the sessions of `addRoleSession` have it.
      id: 'AROATESTROLE00000000',
      arn,
      createdAtMs: endpoint.clock.now(),
      maxSessionDurationSeconds: 3600,
      trustPolicy: JSON.stringify({ Version: '2012-10-17', Statement: [{ ...POD_IDENTITY_TRUST, ...trust }] }),
      tags: {},
      inlinePolicies: Object.keys(inlinePolicy).length > 0 ? { inline: JSON.stringify(inlinePolicy) } : {},
      attachedPolicyArns: [],
    });
    return arn;
  }
}

export type WorkshopEndpoint = ReturnType<typeof workshopEndpoint>;
