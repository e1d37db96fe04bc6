import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const LAUNCHER = ['scripts/run.mjs', 'scripts/kit/prepare-programs.mjs'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A project of a few lines with the real launcher: what `lab:say` says is in scripts/kit/words.ts. */
function createProject(): void {
  for (const path of LAUNCHER) cpSync(join(PROJECT, path), join(folder, path));
  writeSource('package.json', '{ "type": "module" }');
  for (const path of ['host/main.ts', 'scripts/start.ts', 'scripts/bench.ts']) writeSource(path, 'export {};');
  writeSource('scripts/kit/words.ts', `export const words: string = 'first';`);
  const say = ['words', 'import.meta.url', 'process.argv.slice(2)', 'process.argv[1]'].join(', ');
  writeSource(
    'scripts/lab-say.ts',
    `import { words } from './kit/words.ts';\nconsole.log(JSON.stringify([${say}]));\nprocess.exitCode = 3;`,
  );
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['esbuild', 'tsx']) {
    symlinkSync(join(PROJECT, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

/** Sources are older than the builds made of them, as they are in a checkout. */
function writeSource(path: string, content: string, changedAt = '2026-01-01T00:00:00Z'): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
  utimesSync(join(folder, path), new Date(changedAt), new Date(changedAt));
}

function say(...words: string[]): Promise<{ exitCode: number | null; said: unknown; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(folder, 'scripts/run.mjs'), 'scripts/lab-say.ts', ...words],
      (_error, stdout, stderr) => {
        resolve({ exitCode: child.exitCode, said: stdout === '' ? undefined : JSON.parse(stdout), stderr });
      },
    );
  });
}

const cache = () => join(folder, 'node_modules/.cache/pod-identity-workshop');
const builds = () => readdirSync(cache()).filter((name) => name.startsWith('build-'));
const users = () =>
  builds().flatMap((name) =>
    existsSync(join(cache(), name, 'users')) ? readdirSync(join(cache(), name, 'users')) : [],
  );
const place = () => join(folder, 'scripts/lab-say.ts');
const saying = (first: string, ...words: string[]) => [first, pathToFileURL(place()).href, words, place()];

describe('the launcher', { timeout: 60_000 }, () => {
  beforeEach(createProject);

  it('passes words and exit code on, and a module finds its place among the sources', async () => {
    expect(await say('04', '--json')).toEqual({ exitCode: 3, said: saying('first', '04', '--json'), stderr: '' });
  });

  it('prepares once, and then needs no esbuild and no tsx', async () => {
    await say();
    for (const name of ['esbuild', 'tsx']) rmSync(join(folder, 'node_modules', name));
    const before = statSync(join(cache(), 'prepared.json')).mtimeMs;
    expect(await say()).toMatchObject({ exitCode: 3, said: saying('first'), stderr: '' });
    expect(statSync(join(cache(), 'prepared.json')).mtimeMs).toBe(before);
    expect(builds()).toHaveLength(1);
  });

  it('prepares anew after a source has changed, and after the packages have', async () => {
    await say();
    writeSource('scripts/kit/words.ts', `export const words: string = 'second';`, '2026-01-02T00:00:00Z');
    expect((await say()).said).toEqual(saying('second'));
    writeSource('node_modules/.package-lock.json', '{}');
    await say();
    expect(builds()).toHaveLength(3);
  });

  it('prepares anew in a copy of the folder', async () => {
    await say();
    const original = folder;
    folder = `${original}-copy`;
    try {
      cpSync(original, folder, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
      expect((await say()).said).toEqual(saying('first'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
      folder = original;
    }
  });

  it('lets commands start at the same time', async () => {
    const all = await Promise.all([say('1'), say('2'), say('3')]);
    expect(all.map(({ said }) => said)).toEqual([saying('first', '1'), saying('first', '2'), saying('first', '3')]);
  });

  it('keeps the builds of programs that still run, and of others a few', async () => {
    writeSource(
      'scripts/lab-wait.ts',
      `process.stdin.once('data', async () => (await import('./lab-say.ts')).default);`,
    );
    const waiting = spawn(process.execPath, [join(folder, 'scripts/run.mjs'), 'scripts/lab-wait.ts']);
    const heard = text(waiting.stdout);
    await vi.waitFor(() => expect(users()).toEqual([String(waiting.pid)]), 20_000);
    for (let day = 1; day <= 7; day++) {
      writeSource('scripts/kit/words.ts', `export const words: string = '${day}';`, `2026-02-0${day}T00:00:00Z`);
      expect((await say()).said).toEqual(saying(`${day}`));
    }
    expect(builds()).toHaveLength(4);
    waiting.stdin.end('go on');
    expect(JSON.parse(await heard)[0]).toBe('first');
    expect(users()).toEqual([]);
  });

  it('runs the sources where no bundle can be written', async () => {
    writeSource('node_modules/.cache', 'a file where the folder would be');
    expect(await say('04')).toEqual({ exitCode: 3, said: saying('first', '04'), stderr: '' });
  });

  it('shows what is wrong in a source that cannot be bundled, and leaves no half build', async () => {
    writeSource('scripts/kit/words.ts', 'export const words = ;');
    const { exitCode, stderr } = await say();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('scripts/kit/words.ts:1:21: ERROR: Unexpected ";"');
    expect(existsSync(cache()) && builds()).toEqual([]);
  });
});

it('runs the local cloud in the process that was started', { timeout: 60_000 }, async () => {
  const env = { ...process.env, LAB_HOME: folder, LAB_PORT: '0' };
  const child = spawn(process.execPath, [join(PROJECT, 'scripts/run.mjs'), 'host/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  expect(JSON.parse(line)).toMatchObject({ ready: true, pid: child.pid });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
