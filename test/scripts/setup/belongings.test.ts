import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workshopNames } from '../../../labs/kit/names.ts';
import { findBelongings, NAMED } from '../../../scripts/kit/setup/belongings.ts';
import { cleanUp } from '../../../scripts/kit/setup/clean-up.ts';
import { FROZEN_NOW } from '../../simulator/wire/test-endpoint.ts';
import { loadServices, testAccount } from './test-account.ts';

let account: ReturnType<typeof testAccount>;
const names = workshopNames('111122223333', 'us-west-2');
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

beforeAll(loadServices);
beforeEach(() => {
  account = testAccount();
});
afterEach(() => account.remove());

/** Clusters that are brought: their stacks are not the run's. */
const clean = (startedAt = FROZEN_NOW) => {
  const kept = account.begin({ makesClusters: false, startedAt });
  return cleanUp(account.toolsFor(kept), { ...account.labs, world: account.labs.world });
};

/** One of each kind that labs make, each with something in it. */
async function makeOneOfEach(): Promise<void> {
  const [iam, s3, dynamodb] = [await account.aws.iam(), await account.aws.s3(), await account.aws.dynamodb()];
  await iam.createRole({ RoleName: names.CHAIN_ROLE, AssumeRolePolicyDocument: TRUST });
  await iam.attachRolePolicy({ RoleName: names.CHAIN_ROLE, PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' });
  await iam.createUser({ UserName: names.CHAIN_FILE_USER });
  await iam.createAccessKey({ UserName: names.CHAIN_FILE_USER });
  await iam.createPolicy({
    PolicyName: names.SHARED_POLICY,
    PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
  });
  await iam.createOpenIDConnectProvider({
    Url: `https://${names.ENV_BUCKET}.s3.us-west-2.amazonaws.com`,
    ThumbprintList: ['0'.repeat(40)],
  });
  await s3.createBucket({ Bucket: names.PI_BUCKET, CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } });
  await s3.putObject({ Bucket: names.PI_BUCKET, Key: 'a/b', Body: 'text' });
  await dynamodb.createTable({
    TableName: names.PI_TABLE,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
}

const kinds = async () => (await findBelongings({ names, aws: account.aws, issuers: [] })).map(({ kind }) => kind);

describe('what labs make', () => {
  it('is found by exactly its name, and removed with all that hangs on it', async () => {
    await makeOneOfEach();
    expect(await kinds()).toEqual(['role', 'user', 'policy', 'bucket', 'table', 'OIDC provider']);
    await clean();
    expect(await kinds()).toEqual([]);
  });

  it('is left alone if it is older than the run', async () => {
    await makeOneOfEach();
    const { troubles } = await clean(FROZEN_NOW + 3_600_000);
    expect(await kinds()).toHaveLength(6);
    expect(troubles).toContain(
      'bucket workshop-pod-identity-111122223333 is older than the run, so it was left alone, and so was every lab that uses it.',
    );
  });

  it('is not what has a like name', async () => {
    const iam = await account.aws.iam();
    await iam.createRole({ RoleName: `${names.CHAIN_ROLE}-mine`, AssumeRolePolicyDocument: TRUST });
    await iam.createUser({ UserName: names.CHAIN_ROLE });
    await iam.createRole({ RoleName: names.CLUSTER_A, AssumeRolePolicyDocument: TRUST });
    expect(await kinds()).toEqual([]);
    await clean();
    expect((await iam.getRole({ RoleName: `${names.CHAIN_ROLE}-mine` })).Role).toBeDefined();
    expect((await iam.getUser({ UserName: names.CHAIN_ROLE })).User).toBeDefined();
  });

  it('has a kind that its variable tells, or is nothing in an account by itself', () => {
    const others = ['ACCOUNT_ID', 'AWS_REGION', 'CLUSTER_A', 'CLUSTER_B', 'ENV_CLUSTER', 'ENV_PROFILE', 'MANY_ISSUERS'];
    const untold = Object.keys(names).filter((name) => !Object.values(NAMED).some((pattern) => pattern.test(name)));
    expect(untold.sort()).toEqual(others);
  });
});
