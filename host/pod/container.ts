import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import type { ContainerSpec, RunningContainer } from '../../simulator/kubernetes/container-runtime.ts';
import { type ContainerDirectory, cleanPath } from './container-directory.ts';
import type { ImageKind } from './images.ts';
import { writeMountedFiles } from './mounted-files.ts';
import type { LookUp } from './pod-network.ts';
import { sendRequest } from './send-request.ts';
import type { ShellSurroundings } from './shell-session.ts';

/** All that a container of either kind is started with. */
export interface ContainerSetup {
  spec: ContainerSpec;
  kind: ImageKind;
  /** The words to run: the image's and the pod's. */
  words: string[];
  directory: ContainerDirectory;
  /** The image's variables and the pod's. */
  env: Record<string, string>;
  workingDir: string;
  /** Loopback ports by `address:port`, and AWS' by `aws`. */
  routes: Record<string, number>;
  /** What the container listens on: loopback ports by its own. */
  ports: Map<number, number>;
  /** Where its connections inside the cluster end, and the URL by which its processes ask that. */
  lookUp: LookUp;
  lookup: string;
}

/** Replaces the files of the mount at `path`, all at once. */
export async function updateMount(
  { mounts }: ContainerDirectory,
  path: string,
  files: Record<string, Uint8Array>,
): Promise<void> {
  const mount = mounts.find((one) => one.path === cleanPath(path));
  if (mount && !mount.isFile) await writeMountedFiles(mount.directory, files, mount.modes);
}

/** A request to a port that one of the container's servers listens on. */
export function requestTo(ports: Map<number, number>): RunningContainer['request'] {
  return async (port, { method, path, query, headers, body }) => {
    const listening = ports.get(port);
    if (listening === undefined) throw new Error(`connect: connection refused`);
    return sendRequest({ port: listening, method, path: query ? `${path}?${query}` : path, headers, body });
  };
}

/** A connection to a port that one of the container's servers listens on. */
export function dialTo(ports: Map<number, number>): RunningContainer['dial'] {
  return async (port, { input, signal }) => {
    const listening = ports.get(port);
    if (listening === undefined) throw new Error('connect: connection refused');
    const socket = connect({ port: listening, host: '127.0.0.1', allowHalfOpen: true, signal });
    await once(socket, 'connect');
    Readable.from(input).pipe(socket);
    return socket;
  };
}

/** The container as its shells see it; just-bash is loaded when the first of them opens. */
export function shellSurroundings(setup: ContainerSetup): () => Promise<ShellSurroundings> {
  let opened: Promise<ShellSurroundings> | undefined;
  const open = async () => {
    const { containerTransport, openContainerFiles } = await import('./shell-session.ts');
    const { env, workingDir, routes, directory, ports, lookUp } = setup;
    const files = await openContainerFiles(directory);
    return { files, env, cwd: workingDir, transport: containerTransport({ routes, ports, lookUp }) };
  };
  return () => {
    opened ??= open();
    return opened;
  };
}
