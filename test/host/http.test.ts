import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { nodeListener } from '../../host/http-adapter.ts';
import { issueCertificates } from '../../host/issue-certificates.ts';
import { type Listener, listen } from '../../host/listen.ts';
import { acceptUpgrades } from '../../host/upgrade.ts';
import { ConnectionRefused, type HttpHandler, type HttpRequest } from '../../simulator/http.ts';
import { errorAnswer } from '../../simulator/kubernetes/api-server/answer.ts';
import { notFound } from '../../simulator/kubernetes/status-error.ts';

const open: Listener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

async function serve(handle: HttpHandler, log: (line: string) => void = () => {}) {
  const listener = await listen({ onRequest: nodeListener(handle, log), ports: [0] });
  open.push(listener);
  return { ...listener, url: `http://127.0.0.1:${listener.port}` };
}

const hello: HttpHandler = async () => ({ status: 200, headers: {}, body: 'hello' });

/** `fetch` sets Host itself, and may not be told otherwise. */
function getWith(port: number, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
}

describe('requests', () => {
  it('arrive with path, query and body as they were sent', async () => {
    const seen: HttpRequest[] = [];
    const { url } = await serve(async (request) => {
      seen.push(request);
      return { status: 201, headers: { 'x-id': '7' }, body: new Uint8Array([1, 2]) };
    });
    const response = await fetch(`${url}/a%2Fb?x=%20&y`, { method: 'PUT', body: 'body' });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-id')).toBe('7');
    expect(response.headers.get('content-length')).toBe('2');
    expect(seen[0]).toMatchObject({ method: 'PUT', path: '/a%2Fb', query: 'x=%20&y', remoteAddress: '127.0.0.1' });
    expect(new TextDecoder().decode(seen[0]?.body)).toBe('body');
  });

  it('are answered in full where answers share their headers', async () => {
    const headers = { 'content-type': 'text/plain' };
    const { url } = await serve(async ({ path }) => ({ status: 200, headers, body: path }));
    expect(await (await fetch(`${url}/a`)).text()).toBe('/a');
    expect(await (await fetch(`${url}/longer`)).text()).toBe('/longer');
    expect(headers).toEqual({ 'content-type': 'text/plain' });
  });

  it('that are too large are refused before they are read', async () => {
    const { port } = await serve(hello);
    const socket = connect(port, '127.0.0.1');
    socket.write('PUT / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999999\r\n\r\n');
    let answer = '';
    for await (const part of socket) answer += part;
    expect(answer).toContain('HTTP/1.1 413 Payload Too Large');
    expect(answer).toContain('Bodies are limited to 67108864 bytes here.');
  });

  it('are dropped without a word where nothing listens, with TLS too', async () => {
    const lines: string[] = [];
    const certificates = await issueCertificates();
    const refused: HttpHandler = () => Promise.reject(new ConnectionRefused('10.0.0.1:80'));
    const onRequest = nodeListener(refused, (line) => lines.push(line));
    const listener = await listen({ onRequest, ports: [0], tls: certificates.server });
    open.push(listener);
    const dropped = new Promise<NodeJS.ErrnoException>((resolve) => {
      const options = { host: '127.0.0.1', port: listener.port, ca: certificates.caPem };
      httpsRequest(options).on('error', resolve).end();
    });
    expect(await dropped).toMatchObject({ code: 'ECONNRESET', message: 'socket hang up' });
    expect(lines).toEqual([]);
  });

  it('answer 500 and are logged when the handler throws', async () => {
    const lines: string[] = [];
    const { url } = await serve(
      async () => {
        throw new Error('a bug');
      },
      (line) => lines.push(line),
    );
    const response = await fetch(`${url}/path?secret=1`);
    expect([response.status, await response.text()]).toEqual([
      500,
      'The local cloud failed on this request; its log has the reason.\n',
    ]);
    expect(lines[0]).toMatch(/^GET \/path: Error: a bug/);
  });
});

describe('the guard', () => {
  it.each([
    ['localhost:4566', 200],
    ['bucket.localhost', 200],
    ['[::1]:4566', 200],
    ['s3.us-west-2.amazonaws.com', 200],
    ['b.s3.us-west-2.amazonaws.com:443', 200],
    ['eks-auth.us-west-2.api.aws', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['amazonaws.com.evil.example', 403],
    ['evilamazonaws.com', 403],
  ])('answers the host %s with %i', async (host, status) => {
    const { port } = await serve(hello);
    expect(await getWith(port, { host })).toBe(status);
  });

  it.each([
    ['http://localhost:3000', 200],
    ['https://evil.example', 403],
    ['null', 403],
  ])('answers the origin %s with %i', async (origin, status) => {
    const { port } = await serve(hello);
    expect(await getWith(port, { origin })).toBe(status);
  });

  it.each([
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' }, 200],
    [{ 'sec-fetch-site': 'same-origin', host: 's3.amazonaws.com' }, 403],
  ])('answers a browser that says %j with %i', async (headers, status) => {
    const { port } = await serve(hello);
    expect(await getWith(port, headers)).toBe(status);
  });
});

describe('a streamed answer', () => {
  it('comes as it is made, and its iterator ends when the client goes', async () => {
    const closed = vi.fn();
    let step = 0;
    const body = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          step += 1;
          return step === 1 ? Promise.resolve({ done: false as const, value: 'first' }) : new Promise<never>(() => {});
        },
        return: async () => {
          closed();
          return { done: true as const, value: undefined };
        },
      }),
    };
    const { url } = await serve(async () => ({ status: 200, headers: {}, body }));
    const leave = new AbortController();
    const response = await fetch(url, { signal: leave.signal });
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first');
    leave.abort();
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });
});

describe('upgrades', () => {
  it('take the newest subprotocol that both know, and carry messages both ways', async () => {
    const listener = await serve(hello);
    acceptUpgrades(
      listener.server,
      async () => async (channel) => channel.onMessage((message) => channel.send(message)),
      () => {},
    );
    const offered = ['v4.channel.k8s.io', 'v5.channel.k8s.io'];
    const socket = new WebSocket(`ws://127.0.0.1:${listener.port}/exec`, offered);
    const echoed = new Promise<string>((resolve) => socket.on('message', (data) => resolve(String(data))));
    socket.on('open', () => socket.send('ping'));
    expect(await echoed).toBe('ping');
    expect(socket.protocol).toBe('v5.channel.k8s.io');
    socket.terminate();
  });

  it('to SPDY answer with the protocol that both know, and carry bytes both ways', async () => {
    const listener = await serve(hello);
    acceptUpgrades(
      listener.server,
      async () => async (channel) => channel.onMessage((message) => channel.send(message)),
      () => {},
    );
    const socket = connect(listener.port, '127.0.0.1');
    const offer = 'X-Stream-Protocol-Version: v4.channel.k8s.io\r\nX-Stream-Protocol-Version: v3.channel.k8s.io\r\n';
    socket.write(`POST /exec HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: SPDY/3.1\r\n${offer}\r\n`);
    let answer = '';
    for await (const part of socket) {
      answer += part;
      if (answer.endsWith('\r\n\r\n')) socket.write('ping');
      if (answer.endsWith('ping')) break;
    }
    expect(answer.split('\r\n')).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'Connection: Upgrade',
      'Upgrade: SPDY/3.1',
      'X-Stream-Protocol-Version: v4.channel.k8s.io',
      '',
      'ping',
    ]);
  });

  it('are refused as the API server says, or because of what they ask for', async () => {
    const listener = await serve(hello);
    const gone = errorAnswer(notFound('pods', 'web'));
    acceptUpgrades(
      listener.server,
      async () => gone,
      () => {},
    );
    const attempt = async (upgrade: string) => {
      const socket = connect(listener.port, '127.0.0.1');
      socket.write(`POST /exec HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: ${upgrade}\r\n\r\n`);
      let answer = '';
      for await (const part of socket) answer += part;
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      return { head: head.split('\r\n'), message: JSON.parse(body).message };
    };
    const missing = await attempt('SPDY/3.1');
    expect(missing.head).toEqual(expect.arrayContaining(['HTTP/1.1 404 Not Found', 'content-type: application/json']));
    expect(missing.message).toBe('pods "web" not found');
    const other = await attempt('h2c');
    expect(other.head[0]).toBe('HTTP/1.1 400 Bad Request');
    expect(other.message).toBe('Only upgrades to WebSocket and SPDY/3.1 are served here.');
  });
});

it('says which port is taken and what to do', async () => {
  const { port } = await serve(hello);
  await expect(listen({ onRequest: () => {}, ports: [port] })).rejects.toMatchObject({
    code: 'PortTaken',
    message: `Port ${port} of 127.0.0.1 is taken by another program. Stop it, or set LAB_PORT to a free port.`,
  });
});
