import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cleanUp } from '../../../scripts/kit/setup/clean-up.ts';
import { findRun } from '../../../scripts/kit/setup/find-run.ts';
import type { Ledger } from '../../../scripts/kit/setup/ledger.ts';
import { RUN_TAG } from '../../../scripts/kit/setup/run.ts';
import { endRun, type KeptRun } from '../../../scripts/kit/setup/run-folder.ts';
import { setUp } from '../../../scripts/kit/setup/set-up.ts';
import type { SetupTools } from '../../../scripts/kit/setup/setup-tools.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { loadServices, readyNodes, testAccount } from './test-account.ts';

let account: ReturnType<typeof testAccount>;
let kept: KeptRun;
let tools: SetupTools;

beforeAll(loadServices);
beforeEach(() => {
  account = testAccount();
  kept = account.begin();
  tools = account.toolsFor(kept);
});
afterEach(() => {
  account.remove();
  expect(account.endpoint.reported).toEqual([]);
});

const signedIn = () => ({
  account: { region: REGION, credentials: async () => ({ accessKeyId: '', secretAccessKey: '' }), aws: account.aws },
  identity: { account: LEARNER_ACCOUNT, arn: `arn:aws:iam::${LEARNER_ACCOUNT}:user/workshop` },
  home: account.home,
});

const stacks = async () => {
  const { Stacks = [] } = await (await account.aws.cloudformation()).describeStacks({});
  return Stacks.map(({ StackName = '' }) => StackName.split('-').slice(4).join('-')).sort();
};

/** Somebody else's, whatever its name. */
async function createForeignStack(StackName: string): Promise<void> {
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }];
  const Properties = { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement } };
  const TemplateBody = JSON.stringify({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } });
  await (await account.aws.cloudformation()).createStack({
    StackName,
    TemplateBody,
    Capabilities: ['CAPABILITY_IAM'],
  });
}

/** Ends, as a program that is killed, the `n`-th time that it waits or writes something down. */
function killedAfter(n: number): SetupTools {
  let left = n;
  const step = () => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  const clock = {
    now: tools.clock.now,
    sleep(ms: number) {
      step();
      return tools.clock.sleep(ms);
    },
  };
  const ledger: Ledger = {
    entries: tools.ledger.entries,
    write(entry) {
      tools.ledger.write(entry);
      step();
    },
  };
  return { ...tools, clock, ledger };
}

describe('a setup that is killed', () => {
  it.each([0, 1, 3, 8, 14, 20])('after %i steps goes on, makes nothing twice, and is removed', async (steps) => {
    await setUp(killedAfter(steps), readyNodes).catch(({ message }: Error) => expect(message).toBe('killed'));
    await setUp(tools, readyNodes);
    expect(await stacks()).toEqual(['cluster-a', 'cluster-b', 'network']);
    const { scan } = await cleanUp(tools, account.labs);
    expect([scan.remaining, await stacks()]).toEqual([[], []]);
  });

  it('is removed from wherever it was, though the clean-up is killed as well', async () => {
    await setUp(killedAfter(4), readyNodes).catch(() => undefined);
    await cleanUp(killedAfter(2), account.labs).catch(() => undefined);
    expect((await cleanUp(tools, account.labs)).scan.remaining).toEqual([]);
    expect(await stacks()).toEqual([]);
  });
});

describe('a run whose folder is lost', () => {
  beforeEach(async () => {
    await setUp(tools, readyNodes);
    rmSync(join(account.home, kept.run.id), { recursive: true });
  });

  it('is found by its tag, and removed', async () => {
    const found = await findRun(signedIn());
    expect(found?.run).toMatchObject({ id: '0000abc', clusters: kept.run.clusters, makesClusters: true });
    if (!found) return;
    expect((await cleanUp(account.toolsFor(found), account.labs)).scan.remaining).toEqual([]);
    endRun(account.home);
    expect(await findRun(signedIn())).toBeUndefined();
  });

  it('is not taken for another’s stack of a like name', async () => {
    await createForeignStack('pod-identity-workshop-0000xyz-network');
    expect((await findRun(signedIn()))?.run.id).toBe('0000abc');
  });

  it('asks which, where there are several', async () => {
    const other = account.begin({
      id: '0000xyz',
      clusters: { CLUSTER_A: 'workshop-a-0000xyz', CLUSTER_B: 'workshop-b-0000xyz' },
    });
    await setUp(account.toolsFor(other), readyNodes);
    endRun(account.home);
    await expect(findRun(signedIn())).rejects.toThrow(
      'This account has several runs: 0000abc, 0000xyz. Choose one to clean: --run <id>',
    );
    expect((await findRun(signedIn(), '0000xyz'))?.run.id).toBe('0000xyz');
  });
});

describe('what is not the run’s', () => {
  it('stays: a stack of the run’s own name without its tag', async () => {
    const StackName = 'pod-identity-workshop-0000abc-network';
    await createForeignStack(StackName);
    await expect(setUp(tools, readyNodes)).rejects.toThrow(
      `Stack ${StackName} has no tag ${RUN_TAG}=0000abc, so it is not touched.`,
    );
    const { troubles } = await cleanUp(tools, account.labs);
    expect(troubles.join()).toContain('so it is not touched');
    expect(await stacks()).toEqual(['network']);
  });
});
