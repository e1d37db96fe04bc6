import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLab } from './run-lab.ts';

// The local cloud stands for AWS: an endpoint in the environment, and two profiles with keys.
const home = mkdtempSync(join(tmpdir(), 'workshop-target-'));
const files = join(home, 'aws', '111122223333');
let secretAccessKey: string;
let env: Record<string, string> = { LAB_HOME: home, LAB_PORT: '0', LAB_TARGET: 'local' };
const lab = (name: string, words: string[] = [], more: Record<string, string> = {}) =>
  runLab(name, words, { ...env, ...more });
const onAws = (name: string, words: string[] = [], more: Record<string, string> = {}) =>
  lab(name, [...words, '--target', 'aws'], more);

beforeAll(async () => {
  expect((await lab('start')).exitCode).toBe(0);
  const { url, credentials } = JSON.parse(readFileSync(join(home, 'local-cloud.json'), 'utf8'));
  ({ secretAccessKey } = credentials.learner);
  const config = join(home, 'own-config');
  writeFileSync(config, '[default]\nregion = us-west-2\n');
  const own = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: join(home, 'aws', 'credentials') };
  env = { ...env, ...own, AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_DISABLED: 'true' };
});

afterAll(async () => {
  await lab('stop');
  rmSync(home, { recursive: true, force: true });
});

describe('labs on an account', () => {
  it('are solved, verified, explained and cleaned', { timeout: 300_000 }, async () => {
    expect(await onAws('solve', ['04'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await onAws('verify', ['04'])).stdout).toContain('All 13 checks hold.');
    expect((await onAws('why', ['workshop-a/pod-identity/app'])).exitCode).toBe(0);
    expect((await onAws('clean', ['04'])).stdout).toContain('Nothing of lab 04 is left.');
  });

  it('keep their progress apart from the local cloud’s', async () => {
    const first = 'Hint 1 of 3 for 00/bucket';
    expect((await onAws('hint', ['00/bucket'])).stdout).toContain(first);
    expect((await lab('hint', ['00/bucket'])).stdout).toContain(first);
    expect((await onAws('hint', ['00/bucket'])).stdout).toContain('Hint 2 of 3 for 00/bucket');
  });

  it('export no secret, and write none', async () => {
    const { stdout } = await onAws('env');
    expect(stdout).toContain(`export KUBECONFIG='${join(files, 'kubeconfig')}'`);
    expect(stdout).toContain("export LAB_TARGET='aws'");
    expect(stdout).not.toMatch(/AWS_SECRET|AWS_SESSION|AWS_ACCESS/);
    const kubeconfig = readFileSync(join(files, 'kubeconfig'), 'utf8');
    expect(kubeconfig).toContain('- get-token');
    expect(kubeconfig).not.toContain(secretAccessKey);
    expect(statSync(join(files, 'kubeconfig')).mode & 0o777).toBe(0o600);
  });

  it('name the clusters that they run on', async () => {
    const { stdout } = await onAws('env', ['--cluster-a', 'mine', '--cluster-b=workshop-b']);
    expect(stdout).toContain("export CLUSTER_A='mine'");
    expect(stdout).toContain("export CLUSTER_B='workshop-b'");
  });
});

describe('what a real account does without', () => {
  // To the labs an account is real if AWS_ENDPOINT_URL names no other place; an endpoint of each service does the same for the SDK.
  const asReal = () => {
    const services = ['STS', 'IAM', 'EKS', 'S3'].map((service) => [
      `AWS_ENDPOINT_URL_${service}`,
      env.AWS_ENDPOINT_URL,
    ]);
    return { AWS_ENDPOINT_URL: '', ...Object.fromEntries(services) };
  };

  it('is left out, and said', async () => {
    const reason = 'left out on a real account: a full account is rude to all who share it';
    const solved = await onAws('solve', ['06/fill'], asReal());
    expect(solved).toMatchObject({ exitCode: 0, stderr: '' });
    expect(solved.stdout).toContain(reason);
    const verified = await onAws('verify', ['06/fill'], asReal());
    expect(verified.stdout).toContain(reason);
    expect(verified.stdout).toContain('All 0 checks hold. Left out: 1.');
    expect(verified.exitCode).toBe(0);
  });

  it('has no faults', async () => {
    const { stderr, exitCode } = await onAws('break', ['07', 'over-the-limit'], asReal());
    expect(stderr).toContain(
      'Fault over-the-limit of lab 07 is left out on a real account: a raised quota stays raised',
    );
    expect(exitCode).toBe(2);
  });
});

describe('what the labs refuse, in one sentence', () => {
  const cases: [string, string[], Record<string, string>, string][] = [
    [
      'a denied account',
      ['--target', 'aws'],
      { LAB_DENY_ACCOUNTS: '1111-2222-3333' },
      'Account 111122223333 is on the deny',
    ],
    [
      'no credentials',
      ['--target', 'aws'],
      { AWS_SHARED_CREDENTIALS_FILE: '/none' },
      'AWS credentials cannot be used: Could',
    ],
    [
      'a partner that is no profile',
      ['--target', 'aws'],
      { PARTNER_PROFILE: 'x' },
      'PARTNER_PROFILE is x, and your AWS',
    ],
    ['another target', ['--target', 'azure'], {}, 'There is no target azure. Leave --target out, or use --target aws.'],
    [
      'own clusters on the local cloud',
      ['--cluster-a', 'x'],
      {},
      'Use --cluster-a and --cluster-b with --target aws only.',
    ],
  ];
  it.each(cases)('%s', async (_name, words, more, message) => {
    const { exitCode, stdout, stderr } = await lab('verify', ['00', ...words], more);
    expect(stderr).toContain(message);
    expect([exitCode, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });
});

describe('lab:doctor', () => {
  it('finds nothing in the way of the local cloud', async () => {
    const { stdout, exitCode } = await lab('doctor');
    expect(stdout).toContain(`✓ Node ${process.version}`);
    expect(stdout).toMatch(/✓ The local cloud runs at \S+ and answers/);
    expect(exitCode).toBe(0);
  });

  it('shows caller, permissions, quotas and cost of an account', async () => {
    const { stdout, exitCode } = await onAws('doctor');
    expect(stdout).toContain('✓ You are arn:aws:iam::111122223333:user/workshop of account 111122223333, in us-west-2');
    expect(stdout).toContain('– Calls do not go to AWS itself: AWS_ENDPOINT_URL is http://127.0.0.1:');
    expect(stdout).toMatch(/✓ Permissions for the labs: all \d+\n/);
    expect(stdout).toContain('✓ EKS clusters: 2 of 100 used, 2 needed');
    expect(stdout).toMatch(/Clusters of your own cost about \d+\.\d\d USD an hour/);
    expect(exitCode).toBe(0);
  });

  it('names the permissions that are missing', async () => {
    const { stdout, exitCode } = await onAws('doctor', [], { AWS_PROFILE: 'reader', ...(await readerProfile()) });
    expect(stdout).toMatch(/✗ Permissions for the labs: \d+ of \d+ missing: .*eks:CreatePodIdentityAssociation/);
    expect(stdout).toContain("next: Ask the account's administrator for these, or use a role that has them.");
    expect(exitCode).toBe(1);
  });

  it('refuses an account that is on the list in LAB_HOME', async () => {
    writeFileSync(join(home, 'deny-accounts'), '# production\n111122223333\n');
    const { stdout, exitCode } = await onAws('doctor');
    rmSync(join(home, 'deny-accounts'));
    expect(stdout).toContain(
      '✗ The labs do not run as this caller\n    next: Account 111122223333 is on the deny list',
    );
    expect(exitCode).toBe(1);
  });
});

/** A user who may read IAM and nothing else, as a profile in a file of its own. */
async function readerProfile(): Promise<Record<string, string>> {
  const { IAM } = await import('@aws-sdk/client-iam');
  const { credentials } = JSON.parse(readFileSync(join(home, 'local-cloud.json'), 'utf8'));
  const iam = new IAM({ region: 'us-west-2', endpoint: env.AWS_ENDPOINT_URL ?? '', credentials: credentials.learner });
  await iam.createUser({ UserName: 'reader' });
  await iam.attachUserPolicy({ UserName: 'reader', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'reader' });
  const path = join(home, 'reader-credentials');
  const keys = `aws_access_key_id = ${AccessKey?.AccessKeyId}\naws_secret_access_key = ${AccessKey?.SecretAccessKey}\n`;
  writeFileSync(path, `[reader]\nregion = us-west-2\n${keys}`);
  return { AWS_SHARED_CREDENTIALS_FILE: path, AWS_REGION: 'us-west-2' };
}
