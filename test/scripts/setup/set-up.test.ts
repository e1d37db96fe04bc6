import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cleanUp } from '../../../scripts/kit/setup/clean-up.ts';
import { receiptOf } from '../../../scripts/kit/setup/receipt.ts';
import { RUN_TAG } from '../../../scripts/kit/setup/run.ts';
import { setUp } from '../../../scripts/kit/setup/set-up.ts';
import { loadServices, readyNodes, testAccount } from './test-account.ts';

let account: ReturnType<typeof testAccount>;

beforeAll(loadServices);
beforeEach(() => {
  account = testAccount();
});
afterEach(() => {
  account.remove();
  expect(account.endpoint.reported).toEqual([]);
});

const stackNames = async () => {
  const { Stacks = [] } = await (await account.aws.cloudformation()).describeStacks({});
  return Stacks.map(({ StackName }) => StackName).sort();
};

const OWN = ['cluster-a', 'cluster-b', 'network'].map((kind) => `pod-identity-workshop-0000abc-${kind}`);

describe('a setup', () => {
  it('makes a network and two clusters, all with its tag, and writes each down before', async () => {
    const kept = account.begin();
    await setUp(account.toolsFor(kept), readyNodes);
    expect(await stackNames()).toEqual(OWN);
    const { cluster } = await (await account.aws.eks()).describeCluster({ name: 'workshop-a-0000abc' });
    expect(cluster).toMatchObject({ status: 'ACTIVE', tags: { [RUN_TAG]: '0000abc' } });
    const stacks = kept.ledger.entries().filter((entry) => 'kind' in entry && entry.kind === 'stack');
    expect(stacks.filter(({ event }) => event === 'intended')).toHaveLength(3);
    expect(account.lines).toContain('workshop-b-0000abc is ready: Kubernetes 1.33');
  });

  it('makes nothing twice when it is called again', async () => {
    const kept = account.begin();
    await setUp(account.toolsFor(kept), readyNodes);
    const before = kept.ledger.entries().length;
    await setUp(account.toolsFor(kept), readyNodes);
    expect(await stackNames()).toEqual(OWN);
    expect(kept.ledger.entries()).toHaveLength(before);
  });

  it('is removed without a trace, and the receipt says so', async () => {
    const kept = account.begin();
    const tools = account.toolsFor(kept);
    await setUp(tools, readyNodes);
    const { scan, troubles } = await cleanUp(tools, account.labs);
    const receipt = receiptOf(kept, scan, troubles, account.clock.now());
    expect(receipt).toMatchObject({ unseen: [], remaining: [], isClean: true });
    expect(receipt.made).toHaveLength(20);
    expect(receipt.gone.toSorted()).toEqual(receipt.made.toSorted());
    expect(await stackNames()).toEqual([]);
  });
});
