import {
  CreateClusterCommand,
  CreatePodIdentityAssociationCommand,
  DescribeClusterCommand,
  EKSClient,
  ListClustersCommand,
  waitUntilClusterActive,
} from '@aws-sdk/client-eks';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { LEARNER_ACCOUNT, REGION } from '../simulator/place.ts';
import type { LocalCloudProcess } from './local-cloud-process.ts';

const CLUSTERS = 100;
const PER_CLUSTER = 100;
const roleArn = `arn:aws:iam::${LEARNER_ACCOUNT}:role/bench-pods`;
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['pods.eks.amazonaws.com', 'eks.amazonaws.com'] },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
});

export interface AssociationReport {
  clusters: number;
  associations: number;
  /** Mean times of one creation in ms, the SDK's share included: of the first and of the last tenth. */
  firstMs: number;
  lastMs: number;
  /** Resident memory of the local cloud before and after, in MB. */
  beforeMb: number;
  afterMb: number;
}

/** Makes 100 clusters, each with its API server running, and 10,000 associations, one after the other, cluster by cluster. */
export async function measureAssociations(cloud: LocalCloudProcess): Promise<AssociationReport> {
  const config = { endpoint: cloud.endpoint, credentials: cloud.credentials, region: REGION };
  const eks = new EKSClient(config);
  await new IAMClient(config).send(new CreateRoleCommand({ RoleName: 'bench-pods', AssumeRolePolicyDocument: TRUST }));
  const beforeMb = cloud.residentMb();
  const clusters = await makeClusters(eks);
  const took: number[] = [];
  for (let number = 0; number < PER_CLUSTER; number += 1) {
    for (const clusterName of clusters) took.push(await associate(eks, clusterName, `app-${number}`));
  }
  const tenth = took.length / 10;
  return {
    clusters: clusters.length,
    associations: took.length,
    firstMs: mean(took.slice(0, tenth)),
    lastMs: mean(took.slice(-tenth)),
    beforeMb,
    afterMb: cloud.residentMb(),
  };
}

async function makeClusters(eks: EKSClient): Promise<string[]> {
  const { clusters: known = [] } = await eks.send(new ListClustersCommand({}));
  const { cluster } = await eks.send(new DescribeClusterCommand({ name: known[0] }));
  const subnetIds = cluster?.resourcesVpcConfig?.subnetIds;
  const made = Array.from({ length: CLUSTERS - known.length }, (_, index) => `bench-${index}`);
  await Promise.all(
    made.map((name) => eks.send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig: { subnetIds } }))),
  );
  const patience = { client: eks, minDelay: 1, maxDelay: 1, maxWaitTime: 60 };
  await Promise.all(made.map((name) => waitUntilClusterActive(patience, { name })));
  return [...known, ...made];
}

async function associate(eks: EKSClient, clusterName: string, serviceAccount: string): Promise<number> {
  const started = performance.now();
  await eks.send(
    new CreatePodIdentityAssociationCommand({ clusterName, namespace: 'default', serviceAccount, roleArn }),
  );
  return performance.now() - started;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
