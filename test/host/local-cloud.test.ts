import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { killCloud, readRunning, sdkConfig, spawnCloud, stopSpawnedClouds } from './spawned-cloud.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'local-cloud-'));
});
afterEach(async () => {
  await stopSpawnedClouds();
  rmSync(home, { recursive: true, force: true });
});

const start = () => spawnCloud(home);

interface Kubeconfig {
  'current-context': string;
  contexts: { name: string }[];
  clusters: { cluster: { server: string; 'certificate-authority-data': string } }[];
  users: { user: { token: string } }[];
}

const readKubeconfig = () => parse(readFileSync(join(home, 'kubeconfig'), 'utf8')) as Kubeconfig;

/** A request to the first cluster's API server, as kubectl sends it. */
function ask(method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const { clusters, users } = readKubeconfig();
  const { server, 'certificate-authority-data': data } = clusters[0]?.cluster ?? {
    server: '',
    'certificate-authority-data': '',
  };
  const headers = { authorization: `Bearer ${users[0]?.user.token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const options = { method, headers, ca: Buffer.from(data, 'base64'), agent: false };
    const outgoing = request(`${server}${path}`, options, async (incoming) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part as Buffer);
      resolve({ status: incoming.statusCode ?? 0, json: JSON.parse(Buffer.concat(parts).toString()) });
    });
    outgoing.on('error', reject).end(body && JSON.stringify(body));
  });
}

const POD = {
  metadata: { name: 'sleeper' },
  spec: {
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'app',
        image: 'public.ecr.aws/docker/library/node:22',
        command: ['node', '-e', 'console.log(process.pid); setInterval(() => {}, 1000)'],
      },
    ],
  },
};

const PODS = '/api/v1/namespaces/default/pods';

/** The pod's process id, which it prints. */
async function podPid(): Promise<number> {
  return vi.waitFor(
    async () => {
      const { clusters, users } = readKubeconfig();
      const text = await new Promise<string>((resolve, reject) => {
        const headers = { authorization: `Bearer ${users[0]?.user.token}` };
        const ca = Buffer.from(clusters[0]?.cluster['certificate-authority-data'] ?? '', 'base64');
        const url = `${clusters[0]?.cluster.server}${PODS}/sleeper/log`;
        request(url, { headers, ca, agent: false }, async (incoming) => {
          let all = '';
          for await (const part of incoming) all += part;
          resolve(all);
        })
          .on('error', reject)
          .end();
      });
      expect(text).toMatch(/^\d+\n$/);
      return Number(text);
    },
    { timeout: 10_000, interval: 100 },
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a local cloud', () => {
  it('is ready with files that only their owner can read, and answers AWS', async () => {
    const { child, said } = await start();
    expect(said).toMatchObject({ ready: true, pid: child.pid, url: readRunning(home).url });
    const files = [
      'kubeconfig',
      'aws/config',
      'aws/credentials',
      'local-cloud.json',
      'journal.jsonl',
      'pki/server.key',
    ];
    for (const file of files) expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
    const sts = new STSClient(sdkConfig(home));
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::111122223333:user/workshop');
    expect(readKubeconfig()).toMatchObject({
      'current-context': 'workshop-a',
      contexts: [{ name: 'workshop-a' }, { name: 'workshop-b' }],
    });
  });

  it('keeps a second one out of its LAB_HOME', async () => {
    const { child } = await start();
    const second = await start();
    expect(second.said).toEqual({
      error: {
        code: 'Locked',
        message: `The local cloud with process id ${child.pid} is using ${home}. Stop it with npm run lab:stop, or set LAB_HOME to another directory.`,
      },
    });
    if (second.child.exitCode === null) await once(second.child, 'exit');
    expect(second.child.exitCode).toBe(2);
    expect(existsSync(join(home, 'local-cloud.json'))).toBe(true);
  });

  it('ends with its pods on SIGTERM', async () => {
    const { child } = await start();
    expect((await ask('POST', PODS, POD)).status).toBe(201);
    const pid = await podPid();
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(home, 'local-cloud.json'))).toBe(false);
    expect(existsSync(join(home, 'lock'))).toBe(false);
  });

  it('loses nothing by kill -9: pods end with it, and are there again at the same address', async () => {
    const cloud = await start();
    await ask('POST', PODS, POD);
    const pid = await podPid();
    const before = readKubeconfig();
    await killCloud(cloud);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5000);
    await start();
    expect(readKubeconfig()).toEqual(before);
    expect(await podPid()).not.toBe(pid);
    const { json } = await ask('GET', `${PODS}/sleeper`);
    expect(json.status).toMatchObject({ phase: 'Running', containerStatuses: [{ restartCount: 1 }] });
  });
});
