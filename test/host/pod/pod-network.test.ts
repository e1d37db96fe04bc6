import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterAddress } from '../../../simulator/kubernetes/container-runtime.ts';
import { startRuntime } from './fixture.ts';

const BUSYBOX = 'public.ecr.aws/docker/library/busybox:1.37';
const SERVER = `require('node:http').createServer((request, response) =>
  response.end('served ' + request.headers.host + request.url)).listen(8080, () => console.log('listening'))`;

let runtime: Awaited<ReturnType<typeof startRuntime>>;
afterEach(() => runtime.close());

/** A cluster with one Service, `web`, in front of the pod `web`. */
const lookUp = (host: string, port: number): ClusterAddress => {
  if (host === '10.0.1.99') return 'unreachable';
  if (!['web', 'web.shop', '172.20.1.2'].includes(host)) return 'unknown';
  return port === 80 ? { podUid: 'web', port: 8080 } : 'refused';
};

/** Another pod beside the server; answers what its container logs. */
async function logOf(spec: { image?: string; command: string[] }) {
  runtime = await startRuntime();
  const server = await runtime.start({ pod: 'web', podUid: 'web', command: ['node', '-e', SERVER], lookUp });
  await vi.waitFor(() => expect(server.log.text).toBe('listening\n'), 10_000);
  const { log, exitCode } = await runtime.start({ ...spec, lookUp });
  await exitCode;
  return log.text;
}

it('lets a Node process reach the pods of Services, by fetch and by sockets', async () => {
  const script = `
    const failure = ({ cause }) => cause.code;
    for (const url of ['http://web/a', 'http://web.shop:80/b', 'http://172.20.1.2/c'])
      console.log(await fetch(url).then((response) => response.text(), failure));
    for (const url of ['http://web:81/', 'http://10.0.1.99/'])
      console.log(await fetch(url).then((response) => response.text(), failure));
    const socket = (await import('node:net')).connect(80, 'web');
    socket.write('GET /d HTTP/1.0\\r\\nhost: raw\\r\\n\\r\\n');
    for await (const chunk of socket) console.log(String(chunk).split('\\r\\n').at(-1));`;
  expect((await logOf({ command: ['node', '--input-type=module', '-e', script] })).split('\n')).toEqual([
    ...['served web/a', 'served web.shop/b', 'served 172.20.1.2/c'],
    ...['ECONNREFUSED', 'EHOSTUNREACH', 'served raw/d', ''],
  ]);
});

it('lets a shell reach them too', async () => {
  const command = ['sh', '-c', 'curl -s http://web/a; echo; curl -s http://web:81/ || echo refused'];
  expect(await logOf({ image: BUSYBOX, command })).toBe('served web/a\nrefused\n');
});
