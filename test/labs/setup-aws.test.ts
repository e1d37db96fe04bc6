import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICY_FILE } from '../../scripts/kit/doctor/required-actions.ts';
import { runLab } from './run-lab.ts';

// The local cloud stands for AWS, as in target-aws.test.ts; here the clusters are made, and removed.
const home = mkdtempSync(join(tmpdir(), 'workshop-setup-'));
const account = join(home, 'aws', '111122223333');
let access: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
let admin: Record<string, string>;
let env: Record<string, string> = { LAB_HOME: home, LAB_PORT: '0', LAB_TARGET: 'local' };
const onAws = (name: string, words: string[] = [], more: Record<string, string> = {}) =>
  runLab(name, [...words, '--target', 'aws'], { ...env, ...more });

beforeAll(async () => {
  expect((await runLab('start', [], env)).exitCode).toBe(0);
  const { url, credentials } = JSON.parse(readFileSync(join(home, 'local-cloud.json'), 'utf8'));
  access = { region: 'us-west-2', endpoint: url, credentials: credentials.learner };
  const config = join(home, 'own-config');
  writeFileSync(config, '[default]\nregion = us-west-2\n');
  const own = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: join(home, 'aws', 'credentials') };
  admin = { ...env, ...own, AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_DISABLED: 'true' };
  env = { ...admin, AWS_SHARED_CREDENTIALS_FILE: await learnerCredentials() };
});

/** Of a user whose policy is the one that the page on real accounts offers; there is no second account. */
async function learnerCredentials(): Promise<string> {
  const iam = new IAM(access);
  const PolicyDocument = readFileSync(POLICY_FILE, 'utf8');
  const { Policy } = await iam.createPolicy({ PolicyName: 'learner', PolicyDocument });
  await iam.createUser({ UserName: 'learner' });
  await iam.attachUserPolicy({ UserName: 'learner', PolicyArn: Policy?.Arn });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'learner' });
  const path = join(home, 'learner-credentials');
  const keys = `aws_access_key_id = ${AccessKey?.AccessKeyId}\naws_secret_access_key = ${AccessKey?.SecretAccessKey}\n`;
  writeFileSync(path, `[default]\n${keys}`);
  return path;
}

afterAll(async () => {
  await runLab('stop', [], env);
  rmSync(home, { recursive: true, force: true });
});

const stacks = async () =>
  ((await new CloudFormation(access).describeStacks({})).Stacks ?? []).map((one) => one.StackName);
const runs = () => readdirSync(account).filter((name) => /^[a-z0-9]{7}$/.test(name));

/** Kills the setup as soon as its ledger holds this text. */
async function killSetupAt(text: string): Promise<void> {
  const words = ['scripts/run.mjs', 'scripts/lab-setup.ts', '--target', 'aws', '--yes'];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await expect
    .poll(() => ledgers().some((ledger) => ledger.includes(text)), { timeout: 60_000, interval: 20 })
    .toBe(true);
  child.kill('SIGKILL');
  await ended;
}

function ledgers(): string[] {
  try {
    return runs().map((run) => readFileSync(join(account, run, 'ledger.jsonl'), 'utf8'));
  } catch {
    return [];
  }
}

describe('lab:setup', () => {
  it('makes nothing unless somebody agrees', async () => {
    const { exitCode, stdout, stderr } = await onAws('setup');
    expect(stderr).toContain('✗ Go on? Nobody can answer here: repeat with -- --yes.');
    expect(stdout).toMatch(/stacks pod-identity-workshop-\w{7}-cluster-a and pod-identity-workshop-\w{7}-cluster-b/);
    expect([exitCode, await stacks()]).toEqual([2, []]);
  });

  it('refuses names of the labs that are taken, and is not asked on the local cloud', async () => {
    const iam = new IAM(access);
    await iam.createUser({ UserName: 'workshop-chain-file' });
    const { exitCode, stderr } = await onAws('setup', ['--yes']);
    expect(stderr).toContain(
      'There is user workshop-chain-file already. The labs use that name, and their clean-up would',
    );
    expect([exitCode, await stacks()]).toEqual([1, []]);
    await iam.deleteUser({ UserName: 'workshop-chain-file' });
    const local = await runLab('setup', [], env);
    expect(local.stderr).toContain(
      'The local cloud has its clusters. For an AWS account: npm run lab:setup -- --target aws',
    );
  });

  it('goes on after kill -9, and its clusters are the labs’', { timeout: 300_000 }, async () => {
    await killSetupAt('"intended","kind":"stack"');
    await killSetupAt('-cluster-a"');
    const { exitCode, stdout } = await onAws('setup', ['--yes']);
    expect(stdout).toContain('Going on with run');
    expect(exitCode).toBe(0);
    expect([runs().length, (await stacks()).length]).toEqual([1, 3]);
    const [run] = runs();
    expect((await onAws('doctor')).stdout).toContain(`✓ Run ${run} of lab:setup, begun`);
    expect((await onAws('env')).stdout).toContain(`export CLUSTER_A='workshop-a-${run}'`);
    expect((await onAws('solve', ['04'])).exitCode).toBe(0);
    expect((await onAws('verify', ['04'])).stdout).toContain('All 13 checks hold.');
  });
});

describe('lab:clean --target aws', () => {
  it('leaves nothing, touches nothing else, and proves it', { timeout: 300_000 }, async () => {
    const [run] = runs();
    const TemplateBody = JSON.stringify({ Resources: { Network: { Type: 'AWS::EC2::InternetGateway' } } });
    await new CloudFormation(access).createStack({ StackName: 'pod-identity-workshop-mine', TemplateBody });
    const { exitCode, stdout } = await onAws('clean');
    expect(stdout).toContain(`Receipt of run ${run}: account 111122223333, us-west-2`);
    expect(stdout).toContain('Still there: 0');
    expect(stdout).toContain(`✓ Nothing of run ${run} is left.`);
    expect([exitCode, await stacks()]).toEqual([0, ['pod-identity-workshop-mine']]);
    const receipt = JSON.parse(readFileSync(join(account, run ?? '', 'receipt.json'), 'utf8'));
    expect(receipt).toMatchObject({ run, isClean: true, remaining: [], unseen: [], troubles: [] });
    expect(receipt.gone.toSorted()).toEqual(receipt.made.toSorted());
  });

  it('has nothing to do without a run', async () => {
    const { exitCode, stdout } = await onAws('clean');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('there is no run of lab:setup')]);
  });
});

describe('clusters of the learner’s own', () => {
  const own = ['--cluster-a', 'workshop-a', '--cluster-b', 'workshop-b'];

  it('are checked, and nothing is made', async () => {
    const { exitCode, stdout } = await onAws('setup', [...own, '--yes'], admin);
    expect(stdout).toContain('✓ workshop-a and workshop-b are ready. Nothing was made.');
    expect(exitCode).toBe(0);
    expect((await onAws('clean', [], admin)).stdout).toContain('Still there: 0');
  });

  it.each([
    [['--cluster-a', 'workshop-a'], 2, 'Bring two clusters: --cluster-a <name> --cluster-b <another>'],
    [['--cluster-a', 'workshop-a', '--cluster-b', 'none'], 1, 'There is no cluster none in this Region.'],
  ])('%j are refused', async (words, code, message) => {
    const { exitCode, stderr } = await onAws('setup', [...words, '--yes']);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
