import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildSampleApp } from '../../sample-app/build.ts';

let folder: string;
let bundle: string;
let aws: Server;
let app: ChildProcess;
let url: string;
const log: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sample-app-'));
  bundle = join(folder, 'app.mjs');
  await buildSampleApp(bundle);
  aws = createServer(fakeAws);
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  // A port of its own choosing is not enough here: the app's users are told it by PORT.
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  app = spawn(process.execPath, [bundle], { env: appEnvironment(port), stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: app.stdout as Readable });
  lines.on('line', (line) => log.push(line));
  await once(lines, 'line');
});

afterAll(async () => {
  if (app.exitCode === null) {
    app.kill('SIGKILL');
    await once(app, 'exit');
  }
  aws.close();
  rmSync(folder, { recursive: true, force: true });
});

function appEnvironment(port: number): Record<string, string> {
  return {
    PORT: String(port),
    HOME: folder,
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'never-shown',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Just enough of STS, S3 and DynamoDB to see what the app asks, and to refuse. */
async function fakeAws(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) {
  let body = '';
  for await (const part of request) body += part;
  const answer = (status: number, type: string, text: string) =>
    response.writeHead(status, { 'content-type': type }).end(text);
  if (request.url === '/') {
    if (request.headers['x-amz-target'] === 'DynamoDB_20120810.Query') {
      const { ExpressionAttributeValues: values } = JSON.parse(body) as { ExpressionAttributeValues: object };
      const item = { team: { S: 'a' }, n: { N: '3' }, list: { L: [{ BOOL: true }, { NULL: true }] } };
      const denied = { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'not you' };
      if (JSON.stringify(values) === '{":team":{"S":"b"}}') return answer(400, JSON_1, JSON.stringify(denied));
      return answer(200, JSON_1, JSON.stringify({ Items: [item] }));
    }
    return answer(200, 'text/xml', IDENTITY);
  }
  if (request.url?.startsWith('/closed')) return answer(403, 'application/xml', DENIED);
  if (request.url?.startsWith('/open/hello')) return answer(200, 'text/plain', 'hello there');
  return answer(200, 'application/xml', LISTED);
}

const JSON_1 = 'application/x-amz-json-1.0';
const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:sts::111122223333:assumed-role/r/s</Arn><UserId>AROA:s</UserId><Account>111122223333</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
const DENIED = '<Error><Code>AccessDenied</Code><Message>User is not authorized</Message></Error>';
const LISTED = `<ListBucketResult><Name>open</Name><Prefix>p/</Prefix><IsTruncated>false</IsTruncated>
<Contents><Key>p/one</Key><Size>4</Size><LastModified>2026-11-24T05:00:00.000Z</LastModified></Contents></ListBucketResult>`;

const get = async (path: string) => {
  const response = await fetch(`${url}${path}`);
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), text, json: () => JSON.parse(text) };
};

describe('the app', () => {
  it('fits into a ConfigMap', () => {
    expect(statSync(bundle).size).toBeLessThan(1024 * 1024);
  });

  it('says who it is, and no secret', async () => {
    const { json, text } = await get('/identity');
    expect(json()).toEqual({
      account: '111122223333',
      arn: 'arn:aws:sts::111122223333:assumed-role/r/s',
      userId: 'AROA:s',
      mechanism: 'access keys in the environment',
      variables: {},
    });
    expect(text).not.toContain('never-shown');
  });

  it('says where credentials come from that no variable shows, in a container with a credentials file', async () => {
    const file = join(folder, 'credentials');
    writeFileSync(file, '[default]\naws_access_key_id = AKIDINFILE\naws_secret_access_key = never-shown\n');
    const { AWS_ENDPOINT_URL } = appEnvironment(0);
    const webIdentity = { AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/r', AWS_WEB_IDENTITY_TOKEN_FILE: '/none' };
    const env = { ...webIdentity, AWS_ENDPOINT_URL, AWS_REGION: 'us-west-2', AWS_SHARED_CREDENTIALS_FILE: file };
    const port = await freePort();
    const other = spawn(process.execPath, [bundle], {
      env: { ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: other.stdout as Readable }), 'line');
    const answer = await fetch(`http://127.0.0.1:${port}/identity`);
    expect(await answer.json()).toMatchObject({ mechanism: 'a profile in the shared files', variables: {} });
    other.kill('SIGTERM');
    await once(other, 'exit');
  });

  it('lists and reads objects', async () => {
    expect((await get('/objects?bucket=open&prefix=p/')).json()).toEqual({
      bucket: 'open',
      prefix: 'p/',
      objects: [{ key: 'p/one', size: 4, lastModified: '2026-11-24T05:00:00.000Z' }],
      truncated: false,
    });
    expect((await get('/objects/hello%20you.txt?bucket=open')).json()).toMatchObject({
      key: 'hello you.txt',
      text: 'hello there',
    });
  });

  it('queries the items of a team, as plain JSON', async () => {
    expect((await get('/items?table=t&team=a')).json()).toEqual({
      table: 't',
      team: 'a',
      items: [{ team: 'a', n: 3, list: [true, null] }],
    });
  });

  it('is healthy, and has a page that needs no AWS', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
    const { type, text } = await get('/');
    expect(type).toBe('text/html; charset=utf-8');
    expect(text).toContain('<strong>access keys in the environment</strong>');
  });
});

describe('what goes wrong', () => {
  it.each([
    ['/objects?bucket=closed', 403, 'AccessDenied', 'User is not authorized'],
    ['/items?table=t&team=b', 403, 'AccessDeniedException', 'not you'],
    [
      '/objects',
      400,
      'MissingParameter',
      'The parameter "bucket" is missing. For example: /objects?bucket=my-bucket&prefix=team-a/',
    ],
    [
      '/items?table=t',
      400,
      'MissingParameter',
      'The parameter "team" is missing. For example: /items?table=my-table&team=team-a',
    ],
    ['/nothing', 404, 'NoSuchPage', 'There is no /nothing here. Try /identity, /objects or /items.'],
    ['/objects/%ff?bucket=b', 400, 'BadKey', 'The object key in the path is not percent-encoded UTF-8.'],
  ])('%s answers %i %s', async (path, status, name, message) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({ error: { name, message, status } });
  });

  it('writes is refused', async () => {
    const response = await fetch(url, { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([405, 'This app only reads: use GET.\n']);
  });
});

describe('its environment', () => {
  const claims = Buffer.from(JSON.stringify({ sub: 'system:serviceaccount:shop:cart' })).toString('base64url');

  it.each([
    ['IRSA', { AWS_ROLE_ARN: 'arn' }, 'AWS_WEB_IDENTITY_TOKEN_FILE'],
    ['EKS Pod Identity', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://a' }, 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
  ])('tells %s by its variables', async (mechanism, variables, fileVariable) => {
    const { credentialSource } = await import('../../sample-app/identity.ts');
    const file = join(folder, 'token');
    writeFileSync(file, `header.${claims}.signature`);
    const source = await credentialSource({ ...variables, [fileVariable]: file });
    expect(source).toEqual({
      mechanism,
      variables: { ...variables, [fileVariable]: file },
      claims: { sub: 'system:serviceaccount:shop:cart' },
    });
    expect(JSON.stringify(source)).not.toContain(claims);
  });
});

it('logs one line a request, and ends when it is asked to', async () => {
  await get('/healthz');
  await vi.waitFor(() => expect(log.at(-1)).toMatch(/^\d{4}-.*Z GET \/healthz 200$/));
  app.kill('SIGTERM');
  expect(await once(app, 'exit')).toEqual([0, null]);
  await vi.waitFor(() => expect(log.at(-1)).toBe('The sample app ends.'));
});
