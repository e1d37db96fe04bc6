import { readFile } from 'node:fs/promises';
import type { ContainerEvents, ExecStreams, RunningContainer } from '../../simulator/kubernetes/container-runtime.ts';
import { type ContainerSetup, requestTo, shellSurroundings, updateMount } from './container.ts';
import { cleanPath, hostnameOf, placeOf } from './container-directory.ts';
import { type NodeProcess, type NodeProcessOptions, startNodeProcess } from './node-process.ts';

/** Runs `node …` as a process of this machine. */
export async function startNodeContainer(setup: ContainerSetup, events: ContainerEvents): Promise<RunningContainer> {
  const { output } = events;
  const { input: stdin } = setup.spec;
  const streams = { ...(stdin && { stdin }), stdout: output, stderr: output };
  const main = spawnNode(setup, setup.words.slice(1), setup.ports, streams);
  const ended = main.exitCode
    .catch((error: unknown) => {
      output(`${String(error)}\n`);
      return 128;
    })
    .then(async (exitCode) => events.exited(exitCode, await lastWords(setup)));
  const openSurroundings = shellSurroundings(setup);
  return {
    updateMount: (path, files) => updateMount(setup.directory, path, files),
    request: requestTo(setup.ports),
    listensOn: (port) => setup.ports.has(port),
    async exec(command, io) {
      if (isNode(command)) return execNode(setup, command.slice(1), io);
      const { execInShell } = await import('./exec-session.ts');
      return execInShell(await openSurroundings(), command, io);
    },
    stop: (graceMs) => stopProcess(main, graceMs, ended),
  };
}

async function lastWords({ directory, spec }: ContainerSetup): Promise<string> {
  const path = spec.terminationMessagePath;
  return path ? readFile(placeOf(cleanPath(path), directory.mounts), 'utf8').catch(() => '') : '';
}

export function isNode(words: string[]): boolean {
  return /^((\/usr)?(\/local)?\/bin\/)?node$/.test(words[0] ?? '');
}

function spawnNode(
  { directory, env, workingDir, routes, lookup, spec }: ContainerSetup,
  args: string[],
  ports: Map<number, number>,
  streams: Pick<NodeProcessOptions, 'stdin' | 'stdout' | 'stderr'>,
): NodeProcess {
  return startNodeProcess({
    directory,
    args,
    env,
    workingDir,
    routes,
    lookup,
    ports,
    hostname: hostnameOf(spec),
    ...streams,
  });
}

function execNode(setup: ContainerSetup, args: string[], io: ExecStreams): Promise<number> {
  const encoder = new TextEncoder();
  const { stdin } = io;
  // Nobody reaches what a command listens on: its ports are not the container's.
  const process = spawnNode(setup, args, new Map(), {
    ...(stdin && { stdin }),
    stdout: (text) => io.stdout(encoder.encode(text)),
    stderr: (text) => io.stderr(encoder.encode(text)),
  });
  return process.exitCode;
}

async function stopProcess(process: NodeProcess, graceMs: number, ended: Promise<void>): Promise<void> {
  process.signal('SIGTERM');
  const timer = setTimeout(() => process.signal('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}
