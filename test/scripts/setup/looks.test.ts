import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { RUN_TAG } from '../../../scripts/kit/setup/run.ts';
import { scan } from '../../../scripts/kit/setup/scan.ts';
import { loadServices, testAccount } from './test-account.ts';

let account: ReturnType<typeof testAccount>;

beforeAll(loadServices);
beforeEach(() => {
  account = testAccount();
});
afterEach(() => account.remove());

const look = (kept = account.begin()) => scan(account.toolsFor(kept), account.labs, []);

it('finds what the run’s clusters left: a log group, by their name', async () => {
  const logs = await account.aws.logs();
  await logs.createLogGroup({ logGroupName: '/aws/eks/workshop-a-0000abc/cluster' });
  await logs.createLogGroup({ logGroupName: '/aws/eks/workshop-a-0000abcd/cluster' });
  expect((await look()).remaining).toEqual(['log group /aws/eks/workshop-a-0000abc/cluster']);
});

it('finds what has the run’s tag, unless a stack took it along', async () => {
  const ec2 = await account.aws.ec2();
  const Tags = [{ Key: RUN_TAG, Value: '0000abc' }];
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags }];
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.0.0.0/16', TagSpecifications });
  const kept = account.begin();
  const arn = `arn:aws:ec2:us-west-2:111122223333:vpc/${Vpc?.VpcId}`;
  expect((await look(kept)).remaining).toEqual([arn]);
  kept.ledger.write({ event: 'gone', kind: 'AWS::EC2::VPC', name: Vpc?.VpcId ?? '' });
  expect((await look(kept)).remaining).toEqual([]);
});

it('says what could not be looked at', async () => {
  const denied = Object.assign(new Error('You are not authorized.'), { name: 'AccessDeniedException' });
  const tools = { ...account.toolsFor(account.begin()), aws: { ...account.aws, logs: () => Promise.reject(denied) } };
  const { unseen, remaining } = await scan(tools, account.labs, []);
  expect(unseen).toEqual(['log groups of the clusters: AccessDeniedException: You are not authorized.']);
  expect(remaining).toEqual([]);
});
