import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPodRuntime } from '../../../host/pod/pod-runtime.ts';
import type { ContainerSpec, RunningContainer } from '../../../simulator/kubernetes/container-runtime.ts';

/** A runtime whose AWS is a server that echoes host and path, and whose agent echoes the token. */
export async function startRuntime() {
  const home = mkdtempSync(join(tmpdir(), 'pods-'));
  const aws = await echoServer();
  const runtime = await createPodRuntime({
    directory: home,
    awsPort: () => (aws.address() as AddressInfo).port,
    log: (line) => console.error(line),
  });
  const started: RunningContainer[] = [];
  return {
    home,
    runtime,
    async start(spec: Partial<ContainerSpec>, listener: (text: string) => void = () => {}) {
      const log = { text: '' };
      let exited: (exitCode: number) => void = () => {};
      const exitCode = new Promise<number>((resolve) => {
        exited = resolve;
      });
      const output = (text: string) => {
        log.text += text;
        listener(text);
      };
      let lastWords = '';
      const ends = (code: number, message = '') => {
        lastWords = message;
        exited(code);
      };
      const container = await runtime.start({ ...SPEC, ...spec }, { output, exited: ends });
      started.push(container);
      return { container, log, exitCode, lastWords: () => lastWords };
    },
    async close() {
      for (const container of started) await container.stop(0);
      await runtime.close();
      aws.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const SPEC: ContainerSpec = {
  cluster: 'workshop-a',
  namespace: 'shop',
  pod: 'cart',
  podUid: 'a1b2',
  name: 'app',
  image: 'public.ecr.aws/docker/library/node:22',
  command: [],
  args: [],
  env: {},
  mounts: [],
  agent: async ({ path, headers }) => ({ status: 200, headers: {}, body: `agent ${path} ${headers.authorization}` }),
};

async function echoServer(): Promise<Server> {
  const server = createServer((request, response) => response.end(`${request.headers.host}${request.url}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export const bytes = (text: string) => new TextEncoder().encode(text);

export async function execText(container: RunningContainer, command: string[]) {
  let stdout = '';
  let stderr = '';
  const decoder = new TextDecoder();
  const exitCode = await container.exec(command, {
    stdout: (part) => {
      stdout += decoder.decode(part);
    },
    stderr: (part) => {
      stderr += decoder.decode(part);
    },
    tty: false,
  });
  return { stdout, stderr, exitCode };
}
