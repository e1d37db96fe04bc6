import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, type Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { asInContainer, type ContainerDirectory, cleanPath, placeOf } from './container-directory.ts';
import { guard } from './guardian.ts';
import { permissions } from './permissions.ts';
import { SANDBOX } from './sandbox-location.ts';

export interface NodeProcessOptions {
  directory: ContainerDirectory;
  /** What follows `node`: paths as they are inside the container. */
  args: string[];
  env: Record<string, string>;
  workingDir: string;
  hostname: string;
  /** Loopback ports by `address:port`, and AWS' by `aws`. */
  routes: Record<string, number>;
  /** Where the process asks for the ends of its connections inside the cluster. */
  lookup: string;
  /** Filled with the loopback ports by the port that the program listens on. */
  ports: Map<number, number>;
  /** Absent: nothing to read. */
  stdin?: AsyncIterable<Uint8Array>;
  stdout(text: string): void;
  stderr(text: string): void;
}

export interface NodeProcess {
  /** 128 + signal number if a signal ended it. */
  exitCode: Promise<number>;
  signal(signal: NodeJS.Signals): void;
}

/** Runs this machine's Node as a container's process: in the container's environment, file system and network. */
export function startNodeProcess(options: NodeProcessOptions): NodeProcess {
  const { directory, args, env, workingDir } = options;
  const preload = `${pathToFileURL(SANDBOX).href}?${pathToFileURL(writeConfiguration(options)).pathname}`;
  // Only the program's own file goes through Node's loader, which the preload cannot reach.
  const places = args.map((arg) => (arg.startsWith('/') ? placeOf(cleanPath(arg), directory.mounts) : arg));
  const cwd = placeOf(cleanPath(workingDir), directory.mounts);
  // containerd makes it, too.
  mkdirSync(cwd, { recursive: true });
  const child = spawn(process.execPath, [...permissions(directory.places), '--import', preload, ...places], {
    env,
    cwd,
    stdio: [options.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in the learner's terminal is for the local cloud, which then ends its pods.
    detached: true,
  });
  const tell = (listener: (text: string) => void) => (text: string) => listener(asInContainer(text, directory));
  if (options.stdin && child.stdin) passOn(options.stdin, child.stdin);
  child.stdout?.setEncoding('utf8').on('data', tell(options.stdout));
  child.stderr?.setEncoding('utf8').on('data', tell(options.stderr));
  watchPorts(child, options.ports);
  if (child.pid !== undefined) child.once('close', guard(child.pid));
  return { exitCode: exitOf(child), signal: (signal) => signalGroup(child, signal) };
}

function passOn(typed: AsyncIterable<Uint8Array>, stdin: Writable): void {
  // A program may end without having read everything.
  stdin.on('error', () => undefined);
  Readable.from(typed).pipe(stdin);
}

function writeConfiguration({ directory, workingDir, hostname, routes, lookup }: NodeProcessOptions): string {
  const path = join(directory.own, 'sandbox.json');
  const { root, mounts } = directory;
  writeFileSync(path, JSON.stringify({ hostname, workingDir, root, mounts, routes, lookup }), { mode: 0o600 });
  return path;
}

/** What the preload's `host-link.mjs` reports. */
function watchPorts(child: ChildProcess, ports: Map<number, number>): void {
  const lines = createInterface({ input: child.stdio[3] as Readable });
  lines.on('line', (line) => {
    const { listening, port, closed } = JSON.parse(line) as Record<string, number | undefined>;
    if (listening !== undefined && port !== undefined) ports.set(listening, port);
    if (closed !== undefined) ports.delete(closed);
  });
  lines.on('close', () => ports.clear());
  child.stdio[3]?.on('error', () => ports.clear());
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // Not `exit`: the last output may still be on its way then.
    child.once('close', (code, signal) => {
      signalGroup(child, 'SIGKILL');
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
