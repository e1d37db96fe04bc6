import { readFile } from 'node:fs/promises';
import { InMemoryFs, MountableFs, ReadWriteFs } from 'just-bash';
import { createShell, type Shell, type ShellOptions } from '../../shell/create-shell.ts';
import { quote } from '../../shell/quote.ts';
import type { Transport } from '../../shell/transport.ts';
import type { ContainerDirectory } from './container-directory.ts';
import type { LookUp } from './pod-network.ts';
import { sendRequest } from './send-request.ts';

/** What a container's shells share: its files, live, and its way into the network. */
export interface ShellSurroundings {
  files: MountableFs;
  transport: Transport;
  env: Record<string, string>;
  cwd: string;
}

export interface NetworkView {
  routes: Record<string, number>;
  /** The container's own ports. */
  ports: Map<number, number>;
  /** Where connections inside the cluster end. */
  lookUp: LookUp;
}

/** A container's file system for the workshop shell: its mounts at their exact paths, on top of an image's few files. */
export async function openContainerFiles(directory: ContainerDirectory): Promise<MountableFs> {
  const single = directory.mounts.filter((mount) => mount.isFile);
  const image = Object.entries(directory.image).map(([path, bytes]) => [`/${path}`, bytes] as const);
  const images: Record<string, string | Uint8Array> = { ...Object.fromEntries(image), '/root/.keep': '' };
  for (const mount of single) images[mount.path] = await readFile(mount.directory);
  const files = new MountableFs({ base: new InMemoryFs(images) });
  for (const mount of directory.mounts) {
    // The image's few files stay in memory.
    if (!mount.isFile && mount.path)
      files.mount(mount.path, new ReadWriteFs({ root: mount.directory, allowSymlinks: true }));
  }
  return files;
}

/** Leads requests as the preload of Node containers does: AWS, the agent, the container's own ports, the cluster. */
export function containerTransport(network: NetworkView): Transport {
  return async ({ method, url, headers, body, signal }) => {
    const target = new URL(url);
    const port = findPort(target, network);
    if (port === undefined) throw new Error(`Could not connect to ${target.host}: nothing listens there in this pod`);
    const path = `${target.pathname}${target.search}`;
    return sendRequest({ port, method, path, headers: { host: target.host, ...headers }, body, signal });
  };
}

function findPort({ hostname, port, protocol }: URL, { routes, ports, lookUp }: NetworkView): number | undefined {
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  if (/\.(amazonaws\.com|api\.aws)$/.test(hostname)) return routes.aws;
  if (/^(127\.\d+\.\d+\.\d+|localhost)$/.test(hostname)) return ports.get(number);
  const found = lookUp(hostname, number);
  return routes[`${hostname}:${number}`] ?? ('port' in found ? found.port : undefined);
}

/** A shell inside the container. */
export function openShell(
  { files, transport, env, cwd }: ShellSurroundings,
  options: Pick<ShellOptions, 'keepsEnvironment' | 'sleep'> = {},
): Shell {
  return createShell({ fs: files, env, cwd, transport, ...options });
}

/** The words as one shell command, each taken literally. */
export function quoteWords(words: string[]): string {
  return words.map(quote).join(' ');
}
