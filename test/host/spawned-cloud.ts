import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../host/main.ts', import.meta.url));
const running: ChildProcess[] = [];

export interface SpawnedCloud {
  child: ChildProcess;
  /** The one line that it says: that it is ready, or why not. */
  said: Record<string, unknown>;
}

/** Starts `host/main.ts` as `lab:start` does, and waits for its one line. */
export async function spawnCloud(home: string): Promise<SpawnedCloud> {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN], {
    env: { ...process.env, LAB_HOME: home, LAB_PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.push(child);
  const [line] = (await once(createInterface({ input: child.stdout as Readable }), 'line')) as [string];
  return { child, said: JSON.parse(line) as Record<string, unknown> };
}

/** Ends those that run still. */
export async function stopSpawnedClouds(): Promise<void> {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

/** Ends it as the kernel does when memory is short. */
export async function killCloud({ child }: SpawnedCloud): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

interface Running {
  pid: number;
  url: string;
  credentials: { learner: { accessKeyId: string; secretAccessKey: string } };
}

/** What the local cloud tells about itself in LAB_HOME. */
export const readRunning = (home: string) =>
  JSON.parse(readFileSync(join(home, 'local-cloud.json'), 'utf8')) as Running;

/** For SDK clients: one attempt, so that each answer is known. */
export function sdkConfig(home: string) {
  const { url, credentials } = readRunning(home);
  return { endpoint: url, region: 'us-west-2', credentials: credentials.learner, maxAttempts: 1 };
}
