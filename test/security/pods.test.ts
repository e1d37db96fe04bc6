import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRuntime } from '../host/pod/fixture.ts';

let machine: Awaited<ReturnType<typeof startRuntime>>;
let secret: string;
const servers: Server[] = [];
beforeAll(async () => {
  machine = await startRuntime();
  mkdirSync(machine.home, { recursive: true });
  secret = join(machine.home, 'secret');
  writeFileSync(secret, 'of the machine');
});
afterAll(async () => {
  for (const server of servers) server.close();
  await machine.close();
});

const BUSYBOX = 'public.ecr.aws/docker/library/busybox:1.37';
const data = { path: '/data', readOnly: false, files: {}, volume: 'data' };

async function logOf(spec: Parameters<typeof machine.start>[0]): Promise<string> {
  const { log, exitCode } = await machine.start(spec);
  await exitCode;
  return log.text;
}

/** What a Node program meets at each of the given expressions: its value or its error's code. */
function outcomes(expressions: Record<string, string>): string[] {
  const attempts = Object.entries(expressions).map(
    ([name, code]) =>
      `try { console.log(${JSON.stringify(name)}, String(${code})); } catch (error) { console.log(${JSON.stringify(name)}, error.code); }`,
  );
  return ['node', '-e', `const fs = require('node:fs'); ${attempts.join('\n')}`];
}

it('no link leads out of a container, whoever made it', async () => {
  const script = `for to in ${secret} / ../../../secret; do ln -s $to /data/link; cat /data/link /data/link${secret}; rm /data/link; done
    ln -s ${secret} /data/kept`;
  const mounts = [data];
  expect(await logOf({ podUid: 'links', image: BUSYBOX, command: ['sh', '-c', script], mounts })).not.toContain(
    'machine',
  );
  const command = outcomes({
    kept: `fs.readFileSync('/data/kept', 'utf8')`,
    soft: `fs.symlinkSync('${secret}', '/data/soft')`,
    relative: `fs.symlinkSync('../../../../secret', '/data/relative')`,
    hard: `fs.linkSync('${secret}', '/data/hard')`,
    copy: `fs.cpSync('${secret}', '/data/copy')`,
  });
  expect((await logOf({ podUid: 'links', name: 'node', command, mounts })).split('\n')).toEqual([
    'kept ENOENT',
    'soft ERR_ACCESS_DENIED',
    'relative ERR_ACCESS_DENIED',
    'hard ENOENT',
    'copy ENOENT',
    '',
  ]);
});

it.each(['../../..', 'a/../../../..', '/../..'])('the subPath %j stays in its volume', async (subPath) => {
  const command = outcomes({ own: `fs.readdirSync('/part').includes('secret')` });
  expect(await logOf({ podUid: 'parts', command, mounts: [{ ...data, path: '/part', subPath }] })).toBe('own false\n');
});

it('the message that a container leaves is read from its own files', async () => {
  const { exitCode, lastWords } = await machine.start({
    podUid: 'words',
    command: ['node', '-e', ''],
    terminationMessagePath: `/../../..${secret}`,
  });
  await exitCode;
  expect(lastWords()).toBe('');
});

it('no way around node:fs leads to the machine', async () => {
  const command = outcomes({
    binding: `process.binding('fs')`,
    addon: `process.dlopen({ exports: {} }, '${secret}')`,
    inspector: `require('node:inspector').open(0)`,
    snapshot: `require('node:v8').writeHeapSnapshot('${machine.home}/heap')`,
    worker: `new (require('node:worker_threads').Worker)('', { eval: true, execArgv: [] })`,
    parent: `fs.readFileSync('/proc/' + process.ppid + '/environ')`,
  });
  expect((await logOf({ podUid: 'around', command })).split('\n')).toEqual([
    'binding ERR_ACCESS_DENIED',
    'addon ERR_DLOPEN_DISABLED',
    'inspector ERR_ACCESS_DENIED',
    'snapshot ERR_ACCESS_DENIED',
    'worker ERR_ACCESS_DENIED',
    'parent ENOENT',
    '',
  ]);
});

it('has the variables of its pod and none of the machine', async () => {
  const command = ['node', '-p', 'Object.keys(process.env).sort().join()'];
  expect(await logOf({ podUid: 'variables', env: { MINE: '1' }, command })).toBe(
    'HOME,HOSTNAME,MINE,NODE_VERSION,PATH\n',
  );
  expect(await logOf({ podUid: 'variables', image: BUSYBOX, command: ['env'] })).not.toContain('NODE_OPTIONS');
});

it('reaches no server of the machine, by port or by path', async () => {
  const path = join(tmpdir(), `engine-${process.pid}.sock`);
  rmSync(path, { force: true });
  const listen = (where: string | number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((socket) => socket.end('machine')).listen(where, () => resolve(server));
      servers.push(server);
    });
  await listen(path);
  const { port } = (await listen(0)).address() as { port: number };
  const program = `const { connect } = require('node:net');
    for (const where of [{ port: ${port}, host: '127.0.0.1' }, { port: ${port} }, { path: '${path}' }])
      connect(where).on('data', (text) => console.log(String(text))).on('error', ({ code }) => console.log(code));`;
  const log = await logOf({ podUid: 'servers', command: ['node', '-e', program] });
  expect(log.trim().split('\n').sort()).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ENOENT']);
  const curl = `curl -s http://127.0.0.1:${port}/ || echo refused`;
  expect(await logOf({ podUid: 'servers', image: BUSYBOX, command: ['sh', '-c', curl] })).toBe('refused\n');
});
