import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { findOnPath } from '../host/find-on-path.ts';

export interface Server {
  endpoint: string;
  stop(): Promise<void>;
}

/** A bare `node:http` server, in a process of its own, that reads a body and answers the same bytes each time. */
export async function startEcho(answer: string): Promise<Server> {
  const program = `
    const answer = Buffer.from(process.argv[1]);
    const server = require('node:http').createServer((request, response) => {
      request.on('data', () => {});
      request.on('end', () => response.writeHead(200, { 'content-length': answer.length }).end(answer));
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', program, answer], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { endpoint: `http://127.0.0.1:${line.toString().trim()}`, stop: () => stop(child) };
}

/** moto_server, where it is on the PATH; undefined otherwise. */
export async function startMoto(): Promise<(Server & { readyMs: number }) | undefined> {
  const program = findOnPath('moto_server');
  if (!program) return undefined;
  const port = await freePort();
  const started = performance.now();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  await untilAnswering(`${endpoint}/moto-api/`, performance.now() + 30_000);
  return { endpoint, readyMs: performance.now() - started, stop: () => stop(child) };
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function untilAnswering(url: string, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await pause(50);
  }
  throw new Error(`${url} did not answer in time.`);
}
