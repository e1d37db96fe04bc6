import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { labFiles } from '../../host/lab-files.ts';
import { WrongInput } from './command.ts';
import { labHome, projectFolder, workIn } from './lab-home.ts';
import { withProgress } from './progress.ts';
import { requireSampleApp } from './sample-app.ts';

/** What LAB_HOME/local-cloud.json says of the local cloud that runs. */
export interface RunningCloud {
  pid: number;
  version: string;
  url: string;
  clusters: { name: string; url: string }[];
  account: string;
  region: string;
  credentials: Record<'learner' | 'partner', { accessKeyId: string; secretAccessKey: string }>;
}

/** A start of this process that is under way: whoever wants to stop the local cloud must let it end first. */
let starting: Promise<string | undefined> = Promise.resolve(undefined);

const STOP_DEADLINE_MS = 15_000;
const POLL_MS = 50;

/** The local cloud of LAB_HOME, if it runs. */
export function findLocalCloud(): RunningCloud | undefined {
  try {
    const found = JSON.parse(readFileSync(labFiles(labHome()).localCloud, 'utf8')) as RunningCloud;
    return isAlive(found.pid) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The local cloud of LAB_HOME. Errors: WrongInput if none runs. */
export function requireLocalCloud(): RunningCloud {
  const found = findLocalCloud();
  if (!found) throw new WrongInput('The local cloud is not running. Start it with npm run lab:start.');
  return found;
}

/**
 * The local cloud of LAB_HOME, started in the background if it does not run; it is ready when this resolves.
 *
 * Errors: WrongInput with the host's own sentence (port taken, state of another version, disk full).
 */
export async function startLocalCloud(): Promise<RunningCloud> {
  await requireSampleApp();
  const running = findLocalCloud();
  if (running) return running;
  workIn(labHome());
  starting = withProgress('Starting the local cloud', spawnLocalCloud);
  const failure = await starting;
  if (failure !== undefined) throw new WrongInput(failure);
  return requireLocalCloud();
}

/** Undefined when it is ready; otherwise why it is not. */
async function spawnLocalCloud(): Promise<string | undefined> {
  mkdirSync(labHome(), { recursive: true, mode: 0o700 });
  const log = join(labHome(), 'local-cloud.log');
  const child = spawn(process.execPath, [join(projectFolder, 'scripts', 'run.mjs'), 'host/main.ts'], {
    cwd: projectFolder,
    env: { ...process.env, LAB_HOME: labHome() },
    stdio: ['ignore', 'pipe', openSync(log, 'a', 0o600)],
    detached: true,
  });
  const exited = new Promise<string>((resolve) => child.once('exit', () => resolve('')));
  const { stdout } = child;
  if (!stdout) throw new Error('The local cloud was started without a pipe.');
  const said = new Promise<string>((resolve) => createInterface({ input: stdout }).once('line', resolve));
  const line = await Promise.race([said, exited]);
  stdout.destroy();
  child.unref();
  if (line === '') return `The local cloud ended before it was ready. Its last words are in ${log}.`;
  return (JSON.parse(line) as { error?: { message: string } }).error?.message;
}

/** Ends the local cloud and its pods. False if none ran. Errors: WrongInput if it does not end in time. */
export async function stopLocalCloud(): Promise<boolean> {
  await starting;
  const running = findLocalCloud();
  if (!running) return false;
  process.kill(running.pid, 'SIGTERM');
  const deadline = performance.now() + STOP_DEADLINE_MS;
  while (isAlive(running.pid)) {
    if (performance.now() > deadline) {
      throw new WrongInput(`Process ${running.pid} does not end. See ${join(labHome(), 'local-cloud.log')}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
