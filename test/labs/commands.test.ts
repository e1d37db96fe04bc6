import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { runLab } from './run-lab.ts';

// In the workshop's folder, as LAB_HOME is for learners.
const home = mkdtempSync(resolve('.lab-commands-'));

const ids = allLabs.map(({ id }) => id);

const lab = (name: string, words: string[] = [], env: Record<string, string> = {}) =>
  runLab(name, words, { LAB_HOME: home, LAB_PORT: '0', ...env });

afterAll(async () => {
  await lab('stop');
  rmSync(home, { recursive: true, force: true });
});

describe('wrong input gets one sentence with the remedy, and exit code 2', () => {
  const cases: [string, string, string[], string][] = [
    ['a lab that does not exist', 'verify', ['99'], `There is no lab 99. The labs are ${ids.join(', ')}.`],
    [
      'a step that does not exist',
      'solve',
      ['04/x'],
      'Lab 04 has no step x. Its steps are data, app, role, agent, associate.',
    ],
    ['no lab where one is needed', 'clean', [], 'Name one lab, such as `npm run lab:clean -- 04`. The labs are 00,'],
    ['a lab where a step is needed', 'hint', ['04'], 'Name a step, such as 04/data. Its steps are data, app,'],
    ['no title for a new lab', 'new', ['09'], 'Give a number and a title in quotes: npm run lab:new -- 09 "One'],
    ['a new lab that exists', 'new', ['03', 'Again'], 'Lab 03 exists: labs/03-irsa. Choose another number.'],
    ['no lab to check', 'check', [], 'Name one lab, such as `npm run lab:check -- 04`. The labs are 00,'],
    ['two ways to show what is seen', 'verify', ['--watch', '--json'], 'Use --watch or --json, and not both.'],
    [
      'a fault that does not exist',
      'break',
      ['04', 'x'],
      'Lab 04 has no fault x. Its faults are no-tag-session, no-agent.',
    ],
    ['a lab that has no faults', 'break', ['00'], 'Lab 00 has no faults. See npm run lab:break -- --list.'],
    [
      'a seed that is no number',
      'break',
      ['03', '--seed', 'x'],
      'A seed is a whole number of at most nine digits, such',
    ],
    ['lanes that are no number', 'tour', ['--lanes', 'x'], '--lanes is how many labs run at once, such as --lanes 2,'],
    ['an unknown shell', 'solve', ['04', '--shell', 'fish'], 'There is no shell fish. Leave --shell out, or use'],
    ['no pod to ask about', 'why', [], 'Name one pod as <cluster>/<namespace>/<pod>, such as `npm run lab:why -- '],
    [
      'half a question',
      'why',
      ['workshop-a/hello/app', '--action', 's3:GetObject'],
      'Give both --action and --resource,',
    ],
    ['a reset that nobody can confirm', 'reset', [], 'Nobody can answer here: repeat with -- --yes.'],
  ];
  it.each(cases)('%s', async (_name, command, words, message) => {
    const { exitCode, stdout, stderr } = await lab(command, words);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each(['verify', 'why', 'break', 'check'])('--help of lab:%s: how to call it, and its exit codes', async (name) => {
    const { exitCode, stdout, stderr } = await lab(name, ['--help']);
    expect(stdout).toContain(`npm run lab:${name} -- `);
    expect(stdout).toContain('Exit code 0: ');
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('no running local cloud for lab:env', async () => {
    const ran = await lab('env', [], { LAB_HOME: join(home, 'empty') });
    expect(ran.stderr).toContain('The local cloud is not running. Start it with npm run lab:start.');
    expect(ran.exitCode).toBe(2);
  });

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const ran = await lab('start', [], { LAB_HOME: join(home, 'taken'), LAB_PORT: String(port) });
    server.close();
    expect(ran.stderr).toContain(`Port ${port} of 127.0.0.1 is taken by another program.`);
    expect(ran.exitCode).toBe(2);
  });

  it('state of another version, which is kept', async () => {
    const other = join(home, 'other-version');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, 'journal.jsonl'), '{"version":0}\n');
    const ran = await lab('start', [], { LAB_HOME: other });
    expect(ran.stderr).toContain('The saved state is of another version of the workshop');
    expect(ran.stderr).toContain('npm run lab:reset');
    expect(ran.exitCode).toBe(2);
  });

  it('a policy file that the learner broke', async () => {
    mkdirSync(join(home, 'work'), { recursive: true });
    writeFileSync(join(home, 'work', 'irsa-trust.json'), '{\n  "Version": "2012-10-17"\n  "Statement": []\n}\n');
    const ran = await lab('verify', ['03']);
    expect(ran.stderr).toMatch(
      /work\/irsa-trust\.json is not valid JSON: line 3, unexpected .* Fix it there and repeat\.\n$/,
    );
    expect(ran.exitCode).toBe(2);
    rmSync(join(home, 'work', 'irsa-trust.json'));
  });
});

describe('on a running local cloud', () => {
  beforeAll(async () => {
    expect((await lab('start')).exitCode).toBe(0);
  });

  it('starts only once', async () => {
    const { stdout, exitCode } = await lab('start');
    expect(stdout).toContain('The local cloud runs already.');
    expect(exitCode).toBe(0);
  });

  it('prints nothing but verdicts with --json, and says by its exit code that not all hold', async () => {
    const { stdout, exitCode } = await lab('verify', ['00', '--json']);
    const verdicts = JSON.parse(stdout) as Record<string, unknown>[];
    expect(Object.keys(verdicts[0] ?? {})).toEqual(['lab', 'step', 'check', 'ok', 'seen', 'expected', 'next']);
    expect(verdicts.map(({ step, ok }) => `${step} ${ok}`)).toEqual([
      'look true',
      'look true',
      'bucket false',
      'pod false',
      'pod false',
    ]);
    expect(exitCode).toBe(1);
  });

  it('solves a step, leaves it alone when it holds, and keeps it over a restart', async () => {
    expect((await lab('solve', ['00/bucket'])).exitCode).toBe(0);
    expect((await lab('solve', ['00/bucket'])).stdout).toContain('holds already');
    await lab('stop');
    const { stdout, exitCode } = await lab('verify', ['00/bucket']);
    expect(stdout).toContain('All 1 checks hold.');
    expect(exitCode).toBe(0);
  });

  it('says which pods there are when asked why about another', async () => {
    const { stderr, exitCode } = await lab('why', ['workshop-a/hello/app']);
    expect(stderr).toContain('There is no namespace hello in workshop-a. The namespaces are default, kube-');
    expect(exitCode).toBe(2);
  });

  it('says why a pod that runs has no credentials', async () => {
    expect((await lab('solve', ['00/pod'])).exitCode).toBe(0);
    const { stdout, exitCode } = await lab('why', ['workshop-a/hello/app']);
    expect(stdout).toContain(
      '✗ its service account is given a role\n      no association for hello/default in workshop-a',
    );
    expect(stdout).toContain(
      '      next: ROLE_ARN=arn:aws:iam::111122223333:role/NAME # none trusts pods.eks.amazonaws.com yet: make one',
    );
    expect(stdout).toContain('it has no credentials: CredentialsProviderError: Could not load credentials');
    expect(stdout).toContain('Broken: its service account is given a role.');
    expect(exitCode).toBe(1);
    const { stdout: json } = await lab('why', ['workshop-a/hello/app', '--json']);
    expect(JSON.parse(json)).toMatchObject({ cluster: 'workshop-a', namespace: 'hello', broken: 'assignment' });
  });

  it('does not solve a lab before those that it builds on', async () => {
    const { stderr, exitCode } = await lab('solve', ['05']);
    expect(stderr).toContain('Lab 05 builds on lab 03, which is not solved. First: npm run lab:solve -- 03');
    expect(exitCode).toBe(2);
  });

  it('breaks no lab that is not solved', async () => {
    const { stderr, exitCode } = await lab('break', ['03']);
    expect(stderr).toContain('Lab 03 is not solved, or broken already. First: npm run lab:solve -- 03');
    expect(exitCode).toBe(2);
  });

  it('keeps progress, and says what comes next', async () => {
    await lab('verify', ['00']);
    const { stdout } = await lab('status');
    expect(stdout).toMatch(/ 00 {2}Start here +3 of 3\n/);
    expect(stdout).toContain('Next: 01/shared Two teams, one identity');
  });

  it('breaks a solved lab by seed, without saying how, and watches until it is mended', {
    timeout: 120_000,
  }, async () => {
    expect((await lab('solve', ['03'])).exitCode).toBe(0);
    const { stdout } = await lab('break', ['03', '--seed', '4', '--quiet']);
    expect(stdout).toMatch(/^Something in lab 03 is broken now\. To find it:\n/);
    const watched = lab('verify', ['03/provider', '--watch']);
    const seen = (await lab('verify', ['03/provider'])).stdout;
    expect(seen).toContain('✗ IAM knows the OIDC issuer of $CLUSTER_A');
    expect((await lab('solve', ['03'])).exitCode).toBe(0);
    const { stdout: changes, exitCode } = await watched;
    expect(changes).toMatch(/\n0 of 1 checks hold\.\n✓ 03\/provider IAM knows the OIDC issuer of \$CLUSTER_A\n$/);
    expect(exitCode).toBe(0);
  });

  it('gives three hints, one after the other', async () => {
    const said = [];
    for (let count = 0; count < 4; count += 1) said.push((await lab('hint', ['00/bucket'])).stdout.split('\n')[0]);
    expect(said.map((line) => line?.slice(0, 11))).toEqual([
      'Hint 1 of 3',
      'Hint 2 of 3',
      'Hint 3 of 3',
      'Hint 3 of 3',
    ]);
  });

  it('exports what eval can take', async () => {
    const { stdout } = await lab('env');
    expect(
      stdout
        .trim()
        .split('\n')
        .filter((line) => !/^export [A-Z0-9_]+='[^']*'$/.test(line)),
    ).toEqual([]);
    expect(stdout).toContain("export CLUSTER_A='workshop-a'");
  });

  it('resets a lab, and everything', async () => {
    expect((await lab('reset', ['00', '--yes'])).stdout).toContain('Lab 00 is as on the first day.');
    expect((await lab('reset', ['--yes'])).stdout).toContain('All is as on the first day.');
    expect((await lab('status')).exitCode).toBe(1);
  });
});
