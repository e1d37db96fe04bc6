import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eks from '@aws-sdk/client-eks';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { seedClusters } from '../../../../simulator/eks/seed.ts';
import { CLUSTER_ROLE_NAME, NODE_ROLE_NAME, seedAccount } from '../../../../simulator/iam/seed.ts';
import { CLUSTER_NAMES, LEARNER_ACCOUNT, REGION } from '../../../../simulator/place.ts';
import { services } from '../../../../simulator/services.ts';
import { openState } from '../../../../simulator/state/state.ts';
import { memoryStore } from '../../../../simulator/state/store.ts';
import { countingIds, FROZEN_NOW, frozenClock, testEndpoint } from '../test-endpoint.ts';

/** Accounts, clusters without Kubernetes and issuers, and services, furnished for one service; `writes` counts what reached the journal. */
export async function randomWorld(service: string) {
  const store = memoryStore();
  const journal = { writes: 0 };
  const state = openState({
    ...store,
    append(line) {
      journal.writes += 1;
      store.append(line);
    },
  });
  const [clock, ids] = [frozenClock(), countingIds()];
  seedClusters(state, {
    ...{ account: LEARNER_ACCOUNT, region: REGION, names: CLUSTER_NAMES },
    ...{ clusterRole: CLUSTER_ROLE_NAME, nodeRole: NODE_ROLE_NAME, ids, now: clock.now() },
  });
  const credentials = seedAccount(state, { account: LEARNER_ACCOUNT, adminUser: 'workshop', clock, ids });
  const endpoint = testEndpoint({ services, state, clock, ids });
  await furnish(service, endpoint.clientConfig(credentials));
  return { endpoint, journal, credentials, now: FROZEN_NOW };
}

type Config = ReturnType<ReturnType<typeof testEndpoint>['clientConfig']>;

/** A role, for whoever may assume it, and one of what the service keeps. */
async function furnish(service: string, config: Config): Promise<void> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '111122223333', Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  };
  const role = new iam.CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: JSON.stringify(trust) });
  const { Role } = await new iam.IAMClient(config).send(role);
  await FURNITURE[service]?.(config, Role?.Arn ?? '');
}

const FURNITURE: Record<string, (config: Config, roleArn: string) => Promise<unknown>> = {
  async s3(config) {
    const client = new s3.S3Client({ ...config, forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' } as const;
    await client.send(new s3.CreateBucketCommand({ Bucket: 'random-bucket', CreateBucketConfiguration }));
    await client.send(new s3.PutObjectCommand({ Bucket: 'random-bucket', Key: 'a/b.txt', Body: 'hello' }));
  },
  dynamodb: (config) =>
    new dynamodb.DynamoDBClient(config).send(
      new dynamodb.CreateTableCommand({
        TableName: 'orders',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    ),
  eks: (config, roleArn) =>
    new eks.EKSClient(config).send(
      new eks.CreatePodIdentityAssociationCommand({
        clusterName: 'workshop-a',
        namespace: 'shop',
        serviceAccount: 'cart',
        roleArn,
      }),
    ),
};
