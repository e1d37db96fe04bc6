import { mkdir, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ContainerMount, ContainerSpec } from '../../simulator/kubernetes/container-runtime.ts';
import { writeMountedFile, writeMountedFiles } from './mounted-files.ts';

/** Where one container's files are on this machine. */
export interface ContainerDirectory {
  /** Every mount's directory is inside; ends with a slash. */
  root: string;
  mounts: DirectoryMount[];
  /** The directory on this machine behind the container's working directory. */
  workingDirectory: string;
}

export interface DirectoryMount {
  path: string;
  /** For a mount that is one file: that file. */
  directory: string;
  readOnly: boolean;
  isFile: boolean;
}

/** Lays out a container's mounts, anew at each start, under `pods`, with what every container has of its own. */
export async function layOutContainer(pods: string, spec: ContainerSpec): Promise<ContainerDirectory> {
  const pod = join(pods, requireName(spec.podUid));
  const own = join(pod, 'containers', requireName(spec.name));
  await rm(own, { recursive: true, force: true });
  const workingDirectory = join(own, 'work');
  await mkdir(workingDirectory, { recursive: true, mode: 0o700 });
  const mounts: DirectoryMount[] = [];
  const mounted = new Set(spec.mounts.map((mount) => cleanPath(mount.path)));
  const all = [...spec.mounts, ...OWN.filter((mount) => !mounted.has(mount.path))];
  for (const [index, mount] of all.entries()) {
    const directory = mount.volume ? join(pod, 'volumes', requireName(mount.volume)) : join(own, 'mounts', `${index}`);
    mounts.push(await layOutMount(directory, mount));
  }
  return { root: `${pod}/`, mounts, workingDirectory };
}

/** A container's own: above all, the SDK must not find the `.aws` of the person whose machine this is. */
const OWN: ContainerMount[] = ['/tmp', '/root'].map((path) => ({ path, readOnly: false, files: {} }));

async function layOutMount(directory: string, mount: ContainerMount): Promise<DirectoryMount> {
  const file = mount.files[''];
  if (file) await writeMountedFile(directory, file);
  else if (Object.keys(mount.files).length > 0) await writeMountedFiles(directory, mount.files);
  else await mkdir(directory, { recursive: true, mode: 0o700 });
  return { path: cleanPath(mount.path), directory, readOnly: mount.readOnly, isFile: file !== undefined };
}

export function cleanPath(path: string): string {
  return posix.resolve('/', path);
}

/** The place on this machine of a path inside the container; the path itself if no mount holds it. */
export function placeOf(path: string, mounts: DirectoryMount[]): string {
  const holding = mounts
    .filter((mount) => path === mount.path || path.startsWith(`${mount.path}/`))
    .sort((one, other) => other.path.length - one.path.length)[0];
  return holding ? holding.directory + path.slice(holding.path.length) : path;
}

/** Uids and names become directory names; the API server's own validation is not relied upon for that. */
function requireName(name: string): string {
  if (!/^[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?$/.test(name)) throw new Error(`invalid name: ${JSON.stringify(name)}`);
  return name;
}
