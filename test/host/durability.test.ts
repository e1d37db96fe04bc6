import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { killCloud, type SpawnedCloud, sdkConfig, spawnCloud, stopSpawnedClouds } from './spawned-cloud.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'durability-'));
});
afterEach(async () => {
  await stopSpawnedClouds();
  rmSync(home, { recursive: true, force: true });
});

const clients = () => {
  const config = sdkConfig(home);
  return { iam: new IAM(config), s3: new S3({ ...config, forcePathStyle: true }), dynamodb: new DynamoDB(config) };
};

/** One after the other until the cloud is gone; answers the names whose write was acknowledged. */
async function writeUntilGone(prefix: string, write: (name: string) => Promise<unknown>): Promise<string[]> {
  const acknowledged: string[] = [];
  try {
    for (let count = 0; ; count += 1) {
      const name = `${prefix}-${count}`;
      await write(name);
      acknowledged.push(name);
    }
  } catch {
    return acknowledged;
  }
}

/** Nine writers at once, over three services, and a kill in the middle of it. */
async function writeAndKill(cloud: SpawnedCloud, enough: number) {
  const { iam, s3, dynamodb } = clients();
  let written = 0;
  const counted = (write: (name: string) => Promise<unknown>) => async (name: string) => {
    await write(name);
    written += 1;
  };
  const writers = (kind: string, write: (name: string) => Promise<unknown>) =>
    Promise.all([1, 2, 3].map((writer) => writeUntilGone(`${kind}-${enough}-${writer}`, counted(write))));
  const all = [
    writers('role', (RoleName) => iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST })),
    writers('object', (Key) => s3.putObject({ Bucket: 'durable', Key, Body: `text of ${Key}` })),
    writers('item', (id) => dynamodb.putItem({ TableName: 'durable', Item: { id: { S: id } } })),
  ];
  await vi.waitFor(() => expect(written).toBeGreaterThan(enough), { timeout: 15_000, interval: 1 });
  await killCloud(cloud);
  const [roles = [], objects = [], items = []] = (await Promise.all(all)).map((names) => names.flat());
  return { roles, objects, items };
}

async function makeContainers(): Promise<void> {
  const { s3, dynamodb } = clients();
  await s3.createBucket({ Bucket: 'durable', CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } });
  await dynamodb.createTable({
    TableName: 'durable',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
}

/** The names, each as it is found now. */
async function found(names: Awaited<ReturnType<typeof writeAndKill>>) {
  const { iam, s3, dynamodb } = clients();
  const role = async (RoleName: string) => (await iam.getRole({ RoleName })).Role?.RoleName;
  const object = async (Key: string) => (await s3.getObject({ Bucket: 'durable', Key })).Body?.transformToString();
  const item = async (id: string) => (await dynamodb.getItem({ TableName: 'durable', Key: { id: { S: id } } })).Item;
  return {
    roles: await Promise.all(names.roles.map(role)),
    objects: await Promise.all(names.objects.map(object)),
    items: await Promise.all(names.items.map(item)),
  };
}

describe('kill -9 in the middle of many writes', () => {
  it('loses none that was acknowledged, however often', { timeout: 120_000 }, async () => {
    let cloud = await spawnCloud(home);
    await makeContainers();
    for (const enough of [1, 40, 150]) {
      const names = await writeAndKill(cloud, enough);
      cloud = await spawnCloud(home);
      expect(cloud.said).toMatchObject({ ready: true });
      expect(await found(names)).toEqual({
        roles: names.roles,
        objects: names.objects.map((name) => `text of ${name}`),
        items: names.items.map((id) => ({ id: { S: id } })),
      });
    }
  });
});
