import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { labFiles } from '../host/lab-files.ts';
import { type Server, stop } from './servers.ts';

export interface LocalCloudProcess extends Server {
  /** From the start of the process until it says that it is ready, with no state to begin with. */
  readyMs: number;
  labHome: string;
  residentMb(): number;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

const LAUNCHER = fileURLToPath(new URL('../scripts/run.mjs', import.meta.url));

/** A local cloud of its own, as `lab:start` makes it, on a free port and with an empty LAB_HOME that `stop` removes. */
export async function startLocalCloudProcess(): Promise<LocalCloudProcess> {
  const labHome = mkdtempSync(join(tmpdir(), 'workshop-bench-'));
  const started = performance.now();
  const child = spawn(process.execPath, [LAUNCHER, 'host/main.ts'], {
    env: { ...process.env, LAB_HOME: labHome, LAB_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const readyMs = performance.now() - started;
  const { url, error } = JSON.parse(line) as { url: string; error?: { message: string } };
  if (error) throw new Error(error.message);
  const { credentials } = JSON.parse(readFileSync(labFiles(labHome).localCloud, 'utf8')) as {
    credentials: { learner: LocalCloudProcess['credentials'] };
  };
  return {
    endpoint: url,
    labHome,
    readyMs,
    credentials: credentials.learner,
    residentMb: () => residentMb(child.pid),
    async stop() {
      await stop(child);
      rmSync(labHome, { recursive: true, force: true });
    },
  };
}

/** Linux tells it in /proc; elsewhere the figure is not measured. */
function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
