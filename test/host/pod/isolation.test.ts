import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bytes, startRuntime } from './fixture.ts';

let machine: Awaited<ReturnType<typeof startRuntime>>;
beforeAll(async () => {
  machine = await startRuntime();
});
afterAll(() => machine.close());

const OWN_FILE = fileURLToPath(import.meta.url);

/** What a program says that is the container's main file. */
async function run(podUid: string, program: string, name = 'app.mjs') {
  const { log, exitCode } = await machine.start({
    podUid,
    command: ['node', `/app/${name}`],
    mounts: [{ path: '/app', readOnly: true, files: { [name]: bytes(program) } }],
  });
  return { exitCode: await exitCode, text: log.text };
}

it('sees no file of this machine, in the words of one that is not there', async () => {
  const { text } = await run(
    'outside',
    `import fs from 'node:fs';
    const path = ${JSON.stringify(OWN_FILE)};
    console.log(fs.existsSync(path), fs.existsSync('/etc/passwd'));
    try { fs.readFileSync(path); } catch (error) { console.log(error.message); }
    await fs.promises.readFile('/nowhere').catch((error) => console.log(error.message, error.path));
    fs.stat('/tmp/none', (error) => console.log(error.message));`,
  );
  expect(text.split('\n')).toEqual([
    'false false',
    `ENOENT: no such file or directory, open '${OWN_FILE}'`,
    "ENOENT: no such file or directory, open '/nowhere' /nowhere",
    "ENOENT: no such file or directory, stat '/tmp/none'",
    '',
  ]);
});

it('is refused this machine’s files even by ways that no mount is behind', async () => {
  const { text } = await run(
    'behind',
    `import { createRequire } from 'node:module';
    const load = (path) => import(path).catch((error) => console.log(error.code));
    await load('file://${OWN_FILE}');
    try { createRequire(import.meta.url)('${OWN_FILE}'); } catch (error) { console.log(error.code); }`,
  );
  expect(text).toBe('ENOENT\nENOENT\n');
});

it('keeps what it writes anywhere', async () => {
  const { text } = await run(
    'writes',
    `import fs from 'node:fs';
    fs.mkdirSync('/data/deep', { recursive: true });
    fs.writeFileSync('/data/deep/note', 'kept');
    console.log(fs.readFileSync('/data/deep/note', 'utf8'), fs.realpathSync('/data/deep/note'), fs.readFileSync('/etc/hostname', 'utf8'));`,
  );
  expect(text).toBe('kept /data/deep/note cart\n\n');
});

it('writes nothing outside of its mounts if its root is read-only', async () => {
  const { log, exitCode } = await machine.start({
    podUid: 'read-only',
    readOnlyRoot: true,
    mounts: [{ path: '/data', readOnly: false, files: {}, volume: 'data' }],
    command: [
      'node',
      '-e',
      `const fs = require('fs');
      for (const path of ['/tmp/x', '/x', '/data/x']) try { fs.writeFileSync(path, ''); } catch (error) { console.log(error.message); }`,
    ],
  });
  expect(await exitCode).toBe(0);
  expect(log.text).toBe("EROFS: read-only file system, open '/tmp/x'\nEROFS: read-only file system, open '/x'\n");
});

it('knows itself by the paths of its container, in its arguments and when it fails', async () => {
  const { text, exitCode } = await run('paths', `console.log(process.argv.join()); throw new Error('no');`);
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^\/usr\/local\/bin\/node,\/app\/app\.mjs\n/);
  expect(text).toContain('file:///app/app.mjs:1');
  expect(text).not.toContain(machine.home);
  expect(text).not.toMatch(/Warning/);
});

it('is CommonJS where no package.json says otherwise', async () => {
  expect(
    (await run('cjs', "console.log(typeof require, require('./app.js') === module.exports);", 'app.js')).text,
  ).toBe('function true\n');
});

it('has no other programs to start', async () => {
  const { text } = await run(
    'children',
    `import { exec, execSync, spawn, spawnSync } from 'node:child_process';
    spawn('id').on('error', (error) => console.log(error.message));
    exec('id', (error) => console.log(error.message));
    console.log(spawnSync('id').error.code);
    try { execSync('id'); } catch (error) { console.log(error.message); }`,
  );
  expect(text.trim().split('\n').sort()).toEqual(
    ['ENOENT', 'spawn /bin/sh ENOENT', 'spawn id ENOENT', 'spawnSync /bin/sh ENOENT'].sort(),
  );
});

it('has no worker threads, into which permissions do not reach', async () => {
  const program = `import { Worker } from 'node:worker_threads';
    try { new Worker("require('fs').readFileSync('${OWN_FILE}')", { eval: true, execArgv: [] }); } catch ({ code, permission }) { console.log(code, permission); }`;
  expect((await run('workers', program)).text).toBe('ERR_ACCESS_DENIED WorkerThreads\n');
});

it.each([
  ['waits', 'setInterval(() => {}, 1000)'],
  ['is too busy to hear of it', 'setTimeout(() => { for (;;); }, 10)'],
])('dies with the local cloud, even if that is killed while it %s', async (_how, program) => {
  const host = fileURLToPath(new URL('./doomed-host.ts', import.meta.url));
  const words = ['--import', 'tsx', host, `console.log(process.pid); ${program}`];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(String((await once(child.stdout, 'data'))[0]));
  expect(() => process.kill(pid, 0)).not.toThrow();
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 5000);
});

it('signals itself, as the first process of its container, and nobody else', async () => {
  const { text, exitCode } = await run(
    'signals',
    `process.on('SIGTERM', () => { console.log('asked to end'); process.exit(7); });
    for (const pid of [${process.pid}, 2, 0, -1]) {
      try { process.kill(pid, 0); console.log('reached', pid); } catch (error) { console.log(error.code, error.message); }
    }
    setTimeout(() => undefined, 60_000);
    process.kill(1, 'SIGTERM');`,
  );
  expect(text.split('\n')).toEqual([...Array(4).fill('ESRCH kill ESRCH'), 'asked to end', '']);
  expect(exitCode).toBe(7);
});
