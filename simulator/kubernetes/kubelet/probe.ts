import type { Container, Probe } from 'kubernetes-types/core/v1';
import type { RunningContainer } from '../container-runtime.ts';

/** Undefined if the probe succeeded; otherwise the failure as the Unhealthy event tells it. */
export async function runProbe(
  probe: Probe,
  container: Container,
  running: RunningContainer,
  podIp: string,
): Promise<string | undefined> {
  try {
    if (probe.exec) return await runExec(running, probe.exec.command ?? []);
    if (probe.httpGet) return await runHttp(running, container, probe.httpGet, podIp);
    return 'the local cloud has httpGet and exec probes only';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
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
  { port, path = '/', scheme = 'HTTP', httpHeaders = [] }: NonNullable<Probe['httpGet']>,
  podIp: string,
): Promise<string | undefined> {
  const number = portNumber(container, port);
  const address = `${podIp}:${number}`;
  const [pathname = '/', query = ''] = path.split('?');
  const named = Object.fromEntries(httpHeaders.map(({ name, value }) => [name.toLowerCase(), value]));
  const headers = { host: address, 'user-agent': 'kube-probe/1.33', accept: '*/*', ...named };
  const request = { method: 'GET', path: pathname, query, headers, body: new Uint8Array() };
  const response = await running.request(number, request).catch(() => undefined);
  if (!response) {
    const url = `${scheme.toLowerCase()}://${address}${path}`;
    return `Get "${url}": dial tcp ${address}: connect: connection refused`;
  }
  await discard(response.body);
  const failed = response.status < 200 || response.status >= 400;
  return failed ? `HTTP probe failed with statuscode: ${response.status}` : undefined;
}

function portNumber({ ports = [] }: Container, port: number | string): number {
  const named = ports.find(({ name }) => name === port);
  return named?.containerPort ?? Number(port);
}

async function discard(body: string | Uint8Array | AsyncIterable<unknown>): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) return;
  await body[Symbol.asyncIterator]().return?.();
}
