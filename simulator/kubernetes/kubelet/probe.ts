import type { Container, Probe } from 'kubernetes-types/core/v1';
import type { Clock } from '../../runtime-services.ts';
import type { RunningContainer } from '../container-runtime.ts';

export interface ActionTarget {
  container: Container;
  running: RunningContainer;
  podIp: string;
}

/** Undefined if the probe succeeded; otherwise the failure as the Unhealthy event tells it. */
export function runProbe(probe: Probe, target: ActionTarget, clock: Clock): Promise<string | undefined> {
  const { timeoutSeconds = 1 } = probe;
  return new Promise((resolve) => {
    const cancel = clock.after(timeoutSeconds * 1000, () => resolve(timeoutText(probe, target, timeoutSeconds)));
    runAction(probe, target).then(resolve).finally(cancel);
  });
}

/** What a probe or a hook does, and why it failed. */
export async function runAction(
  { exec, httpGet, tcpSocket }: Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket'>,
  { container, running, podIp }: ActionTarget,
): Promise<string | undefined> {
  try {
    if (exec) return await runExec(running, exec.command ?? []);
    if (httpGet) return await runHttp(running, container, httpGet, podIp);
    if (tcpSocket) return dial(running, portNumber(container, tcpSocket.port), podIp);
    return 'the local cloud has no gRPC probes';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** kubernetes pkg/probe: what exec says, and Go's HTTP client. */
function timeoutText({ exec, httpGet }: Probe, { container, podIp }: ActionTarget, seconds: number): string {
  if (exec) return `command timed out: "${exec.command?.join(' ')}" timed out after ${seconds}s`;
  const address = httpGet && urlOf(container, httpGet, podIp);
  return `Get "${address}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
}

function dial(running: RunningContainer, port: number, podIp: string): string | undefined {
  return running.listensOn?.(port) ? undefined : `dial tcp ${podIp}:${port}: connect: connection refused`;
}

async function runExec(running: RunningContainer, command: string[]): Promise<string | undefined> {
  let output = '';
  const take = (bytes: Uint8Array) => {
    output += new TextDecoder().decode(bytes);
  };
  const exitCode = await running.exec(command, { stdout: take, stderr: take, tty: false });
  return exitCode === 0 ? undefined : output.trim();
}

async function runHttp(
  running: RunningContainer,
  container: Container,
  httpGet: NonNullable<Probe['httpGet']>,
  podIp: string,
): Promise<string | undefined> {
  const { port, path = '/', httpHeaders = [] } = httpGet;
  const number = portNumber(container, port);
  const address = `${podIp}:${number}`;
  const [pathname = '/', query = ''] = path.split('?');
  const named = Object.fromEntries(httpHeaders.map(({ name, value }) => [name.toLowerCase(), value]));
  const headers = { host: address, 'user-agent': 'kube-probe/1.33', accept: '*/*', ...named };
  const request = { method: 'GET', path: pathname, query, headers, body: new Uint8Array() };
  const response = await running.request(number, request).catch(() => undefined);
  if (!response) return `Get "${urlOf(container, httpGet, podIp)}": dial tcp ${address}: connect: connection refused`;
  await discard(response.body);
  const failed = response.status < 200 || response.status >= 400;
  return failed ? `HTTP probe failed with statuscode: ${response.status}` : undefined;
}

function urlOf(
  container: Container,
  { port, path = '/', scheme = 'HTTP' }: NonNullable<Probe['httpGet']>,
  podIp: string,
): string {
  return `${scheme.toLowerCase()}://${podIp}:${portNumber(container, port)}${path}`;
}

function portNumber({ ports = [] }: Container, port: number | string): number {
  const named = ports.find(({ name }) => name === port);
  return named?.containerPort ?? Number(port);
}

async function discard(body: string | Uint8Array | AsyncIterable<unknown>): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) return;
  await body[Symbol.asyncIterator]().return?.();
}
