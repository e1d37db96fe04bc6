import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bytes, execText, startRuntime } from './fixture.ts';

let machine: Awaited<ReturnType<typeof startRuntime>>;
beforeAll(async () => {
  machine = await startRuntime();
});
afterAll(() => machine.close());

const node = (script: string) => ['node', '--input-type=module', '-e', script];
const token = (text: string) => ({ path: '/var/run/secrets/token', readOnly: true, files: { token: bytes(text) } });
const textOf = async (body: unknown) => {
  let text = '';
  for await (const part of body as AsyncIterable<Uint8Array>) text += new TextDecoder().decode(part);
  return text;
};
const request = (path: string) => ({ method: 'GET', path, query: 'q=1', headers: {}, body: new Uint8Array() });

describe('a container of Node', () => {
  it('has the environment of its spec and its image, and nothing of this machine', async () => {
    const { log, exitCode } = await machine.start({
      podUid: 'env',
      env: { AWS_ROLE_ARN: 'arn' },
      command: node('console.log(JSON.stringify(process.env), process.execArgv.length, typeof process.send)'),
    });
    expect(await exitCode).toBe(0);
    const expected = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      NODE_VERSION: process.versions.node,
      HOSTNAME: 'cart',
      AWS_ROLE_ARN: 'arn',
    };
    expect(log.text).toBe(`${JSON.stringify(expected)} 0 undefined\n`);
  });

  it('logs what EKS would: warnings, but not that of the SDK about the Node of this machine', async () => {
    const { log, exitCode } = await machine.start({
      podUid: 'warnings',
      command: node(
        `process.emitWarning('NodeVersionSupportWarning: The AWS SDK'); process.emitWarning('kept', 'Own'); console.log('end')`,
      ),
    });
    expect(await exitCode).toBe(0);
    expect(log.text).not.toContain('NodeVersionSupportWarning');
    expect(log.text).toContain('Own: kept');
  });

  it('has a credentials file in its home, for its program and for commands in it', async () => {
    const { container, log } = await machine.start({
      podUid: 'home',
      command: node(`
        import { readFile } from 'node:fs/promises';
        console.log(await readFile('/root/.aws/credentials', 'utf8')); setInterval(() => {}, 1000);`),
      mounts: [{ path: '/root/.aws', readOnly: true, files: { credentials: bytes('[default]') } }],
    });
    const command = ['sh', '-c', 'cat ~/.aws/credentials; echo kept > /root/note; cat /root/note'];
    expect((await execText(container, command)).stdout).toBe('[default]kept\n');
    await vi.waitFor(() => expect(log.text).toBe('[default]\n'), 5000);
  });

  it('runs a mounted file and finds every mount at its path, by every way to read', async () => {
    const program = `
      import fs, { readFileSync, existsSync } from 'node:fs';
      import { readFile, readdir } from 'node:fs/promises';
      const path = '/var/run/secrets/token/token';
      console.log(readFileSync(path, 'utf8'), await readFile(path, 'utf8'), existsSync(path), existsSync('/root/.aws'));
      console.log((await readdir('/var/run/secrets/token')).filter((name) => !name.startsWith('..')).join());
      fs.createReadStream(path).on('data', (part) => console.log(String(part)));
      fs.readFile(path, 'utf8', (error, text) => console.log(text));
      try { fs.writeFileSync(path, 'x'); } catch (error) { console.log(error.message); }
      fs.writeFileSync('/tmp/note', 'written'); console.log(readFileSync('/tmp/note', 'utf8'));`;
    const { log, exitCode } = await machine.start({
      podUid: 'files',
      command: ['node', '/app/app.mjs'],
      mounts: [{ path: '/app', readOnly: true, files: { 'app.mjs': bytes(program) } }, token('secret')],
    });
    expect(await exitCode).toBe(0);
    expect(log.text.split('\n').sort()).toEqual(
      [
        '',
        "EROFS: read-only file system, open '/var/run/secrets/token/token'",
        'secret',
        'secret',
        'secret secret true false',
        'token',
        'written',
      ].sort(),
    );
  });

  it('reaches AWS and the agent, and no metadata service', async () => {
    const { log, exitCode } = await machine.start({
      podUid: 'net',
      command: node(`
        import https from 'node:https';
        const get = async (url, headers = {}) => console.log(await (await fetch(url, { headers })).text());
        await get('https://s3.us-west-2.amazonaws.com/bucket?x=1');
        await get('http://169.254.170.23/v1/credentials', { authorization: 'jwt' });
        await get('http://[fd00:ec2::23]/v1/credentials', { authorization: 'jwt6' });
        await get('http://169.254.169.254/latest').catch((error) => console.log(error.cause.message));
        https.get('https://sts.us-west-2.amazonaws.com/', (answer) => answer.on('data', (part) => console.log(String(part))));`),
    });
    expect(await exitCode).toBe(0);
    expect(log.text).toBe(
      [
        's3.us-west-2.amazonaws.com/bucket?x=1',
        'agent /v1/credentials jwt',
        'agent /v1/credentials jwt6',
        'connect EHOSTUNREACH 169.254.169.254:80',
        'sts.us-west-2.amazonaws.com/',
        '',
      ].join('\n'),
    );
  });

  it('answers on its own port, while another container has the same one', async () => {
    const server = (name: string) =>
      node(`import http from 'node:http';
        http.createServer((request, response) => response.end('${name} ' + request.url)).listen(8080);`);
    const one = await machine.start({ podUid: 'one', command: server('one') });
    const two = await machine.start({ podUid: 'two', command: server('two') });
    const ask = async (from: typeof one) => textOf((await from.container.request(8080, request('/path'))).body);
    expect(await vi.waitFor(() => ask(one), 5000)).toBe('one /path?q=1');
    expect(await vi.waitFor(() => ask(two), 5000)).toBe('two /path?q=1');
    await expect(one.container.request(81, request('/'))).rejects.toThrow('connect: connection refused');
  });

  it('sees a renewed token, and so does a shell inside', async () => {
    const { container, log } = await machine.start({
      podUid: 'renew',
      mounts: [token('first')],
      command: node(`
        import { readFileSync } from 'node:fs';
        setInterval(() => console.log(readFileSync('/var/run/secrets/token/token', 'utf8')), 20);`),
    });
    await vi.waitFor(() => expect(log.text).toContain('first'), 5000);
    await container.updateMount('/var/run/secrets/token', { token: bytes('second') });
    await vi.waitFor(() => expect(log.text).toContain('second'), 5000);
    expect((await execText(container, ['cat', '/var/run/secrets/token/token'])).stdout).toBe('second');
  });

  it('leaves a message behind, and listens on the ports that it listens on', async () => {
    const { container, exitCode, lastWords } = await machine.start({
      podUid: 'words-node',
      terminationMessagePath: '/dev/termination-log',
      command: node(`
        import fs from 'node:fs';
        import { createServer } from 'node:net';
        createServer().listen(7000);
        process.on('SIGTERM', () => { fs.writeFileSync('/dev/termination-log', 'bye'); process.exit(3); });`),
    });
    await vi.waitFor(() => expect(container.listensOn?.(7000)).toBe(true), 5000);
    expect(container.listensOn?.(7001)).toBe(false);
    await container.stop(5000);
    expect([await exitCode, lastWords()]).toEqual([3, 'bye']);
  });

  it('is asked to end by SIGTERM, then made to', async () => {
    const script = "process.on('SIGTERM', () => console.log('no')); console.log('up'); setInterval(() => {}, 1000);";
    const { container, log, exitCode } = await machine.start({ podUid: 'stubborn', command: node(script) });
    await vi.waitFor(() => expect(log.text).toContain('up'), 5000);
    await container.stop(100);
    expect(await exitCode).toBe(137);
    expect(log.text).toBe('up\nno\n');
  });

  it('shows the modes of its files, and shares a part of a volume', async () => {
    const mount = { path: '/app', readOnly: true, files: { run: bytes('x') }, modes: { '': 0o444, run: 0o755 } };
    const data = { readOnly: false, files: {}, volume: 'data' };
    const { log, exitCode } = await machine.start({
      podUid: 'modes',
      mounts: [mount, { ...data, path: '/all' }, { ...data, path: '/part', subPath: 'part' }],
      command: node(`
        import fs from 'node:fs';
        fs.writeFileSync('/part/note', 'shared');
        console.log((fs.statSync('/app/run').mode & 0o777).toString(8), fs.readFileSync('/all/part/note', 'utf8'));`),
    });
    expect(await exitCode).toBe(0);
    expect(log.text).toBe('755 shared\n');
  });

  it('keeps its files private, and loses them with its pod', async () => {
    const { container } = await machine.start({ podUid: 'gone', mounts: [token('x')], command: node('') });
    const pod = join(machine.home, 'gone');
    expect(statSync(join(pod, 'containers', 'app', 'mounts', '0', 'token')).mode & 0o777).toBe(0o600);
    await container.stop(0);
    await machine.runtime.forgetPod?.('gone');
    expect(existsSync(pod)).toBe(false);
  });
});

describe('exec', () => {
  it('shows the environment, the files and the network of the container', async () => {
    const { container } = await machine.start({
      podUid: 'exec',
      env: { AWS_REGION: 'us-west-2', TOKEN: '/var/run/secrets/token/token' },
      mounts: [token('jwt')],
      command: node('setInterval(() => {}, 1000)'),
    });
    expect((await execText(container, ['env'])).stdout).toContain('AWS_REGION=us-west-2\nTOKEN=/var/run');
    const script = 'curl -s -H "Authorization: $(cat $TOKEN)" http://169.254.170.23/v1/credentials; exit 3';
    expect(await execText(container, ['sh', '-c', script])).toEqual({
      stdout: 'agent /v1/credentials jwt',
      stderr: '',
      exitCode: 3,
    });
    expect((await execText(container, ['node', '-p', 'os.hostname()'])).stdout).toBe('cart\n');
    expect((await execText(container, ['cat', '/proc/self/environ'])).stdout).toContain('AWS_REGION=us-west-2\0TOKEN=');
  });
});

describe('a container of the workshop shell', () => {
  const shell = (script: string) => ({ image: 'busybox:1.36', command: ['sh', '-c', script] });

  it('runs its script with its files and gives its exit code', async () => {
    const script = 'echo "$NAME $(cat /var/run/secrets/token/token)"; exit 5';
    const spec = { podUid: 'sh', env: { NAME: 'n' }, mounts: [token('t')], ...shell(script) };
    const { log, exitCode } = await machine.start(spec);
    expect(await exitCode).toBe(5);
    expect(log.text).toBe('n t\n');
  });

  it('has its programs in /bin, too', async () => {
    const { log, exitCode } = await machine.start({ podUid: 'bin', ...shell('exit 0'), command: ['/bin/echo', 'hi'] });
    expect(await exitCode).toBe(0);
    expect(log.text).toBe('hi\n');
  });

  it.each([
    ['python', 'executable file not found in $PATH'],
    ['/app/run', 'stat /app/run: no such file or directory'],
  ])('says of %s what containerd would', async (program, why) => {
    const reason = `unable to start container process: error during container init: exec: "${program}": ${why}: unknown`;
    await expect(machine.start({ podUid: 'none', image: 'busybox', command: [program] })).rejects.toThrow(
      `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ${reason}`,
    );
    const { container } = await machine.start({ podUid: 'exec-none', image: 'busybox', command: ['sleep', '9'] });
    await expect(execText(container, [program])).rejects.toThrow(
      `OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ${why}: unknown`,
    );
  });

  it('leaves a message behind', async () => {
    const spec = { podUid: 'words', ...shell('echo bye > /dev/termination-log; exit 4') };
    const { exitCode, lastWords } = await machine.start({ ...spec, terminationMessagePath: '/dev/termination-log' });
    expect(await exitCode).toBe(4);
    expect(lastWords()).toBe('bye\n');
  });

  it('waits to be exec-ed into, and ends when told', async () => {
    const { container, log, exitCode } = await machine.start({ podUid: 'wait', ...shell('echo up; sleep infinity') });
    await vi.waitFor(() => expect(log.text).toBe('up\n'), 5000);
    expect(await execText(container, ['echo', "it's"])).toMatchObject({ stdout: "it's\n", exitCode: 0 });
    await container.stop(30_000);
    expect(await exitCode).toBe(137);
  });
});

describe('a container of nginx', () => {
  const image = 'public.ecr.aws/nginx/nginx:1.27';

  it('answers its start page on port 80, logs requests, and ends when asked', async () => {
    const { container, log, exitCode } = await machine.start({ podUid: 'nginx', image });
    await vi.waitFor(async () => {
      const { status, body } = await container.request(80, request('/'));
      expect(status).toBe(200);
      expect(await textOf(body)).toContain('Welcome to nginx!');
    }, 5000);
    expect((await container.request(80, request('/nope'))).status).toBe(404);
    await vi.waitFor(() => expect(log.text).toMatch(/ "GET \/nope\?q=1 HTTP\/1.1" 404 /), 5000);
    await container.stop(5000);
    expect(await exitCode).toBe(0);
  });

  it('runs what the pod has it run instead', async () => {
    const { log, exitCode } = await machine.start({ podUid: 'nginx-sh', image, command: ['echo', 'instead'] });
    expect(await exitCode).toBe(0);
    expect(log.text).toBe('instead\n');
  });
});

it('names the images that can run', () => {
  expect(machine.runtime.whyNotRunnable('node:22-alpine')).toBeUndefined();
  expect(machine.runtime.whyNotRunnable('public.ecr.aws/aws-cli/aws-cli@sha256:00')).toBeUndefined();
  expect(machine.runtime.whyNotRunnable('redis:8')).toBe(
    'failed to pull and unpack image "redis:8": the local cloud pulls no images; it runs public.ecr.aws/docker/library/node, ' +
      'public.ecr.aws/aws-cli/aws-cli, public.ecr.aws/docker/library/busybox, public.ecr.aws/nginx/nginx, with any tag',
  );
});

it.each(['..', 'a/../../b', '/etc', 'a//b'])('refuses the volume path %j', async (path) => {
  const mounts = [{ path: '/x', readOnly: true, files: { [path]: bytes('x') } }];
  await expect(machine.start({ podUid: 'bad', mounts, command: node('') })).rejects.toThrow(
    `invalid path in a volume: ${JSON.stringify(path)}`,
  );
});
