import { mkdir, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ContainerMount, ContainerSpec } from '../../simulator/kubernetes/container-runtime.ts';
import { type Modes, writeMountedFile, writeMountedFiles } from './mounted-files.ts';

/** Where one container's files are on this machine. */
export interface ContainerDirectory {
  /** Every mount's directory is inside; ends with a slash. */
  root: string;
  /** What its image has and what the kernel shows, by path without the first slash. */
  image: Files;
  /** Its root file system, at the empty path, is the last one. */
  mounts: DirectoryMount[];
  /** The directories that hold all of it, and nothing of other containers but what they share. */
  places: string[];
  /** Where what runs in it is configured; the container does not see it. */
  own: string;
}

export interface DirectoryMount {
  path: string;
  /** For a mount that is one file: that file. */
  directory: string;
  readOnly: boolean;
  isFile: boolean;
  modes?: Modes;
}

/** Lays out a container's mounts, anew at each start, under `pods`, with what every container has of its own. */
export async function layOutContainer(pods: string, spec: ContainerSpec, given: Files): Promise<ContainerDirectory> {
  const pod = join(pods, requireName(spec.podUid));
  const own = join(pod, 'containers', requireName(spec.name));
  const volumes = join(pod, 'volumes');
  await rm(own, { recursive: true, force: true });
  const mounts: DirectoryMount[] = [];
  const mounted = spec.mounts.map((mount) => cleanPath(mount.path));
  const { readOnlyRoot: readOnly = false } = spec;
  // With a mount at it or inside of it, such as /root/.aws, the rest of a place is the root file system's.
  const isFree = (path: string) => !mounted.some((one) => one === path || one.startsWith(`${path}/`));
  const unmounted = OWN.filter(({ path }) => isFree(path)).map((mount) => ({ ...mount, readOnly }));
  const all = [...spec.mounts, ...unmounted];
  for (const [index, mount] of all.entries()) {
    const directory = mount.volume ? placeInVolume(volumes, mount) : join(own, 'mounts', `${index}`);
    mounts.push(await layOutMount(directory, mount));
  }
  const image = { ...given, 'etc/hostname': encode(`${hostnameOf(spec)}\n`), 'dev/termination-log': encode('') };
  mounts.push(await layOutRoot(join(own, 'root'), image, readOnly));
  const places = spec.mounts.some(({ volume }) => volume) ? [own, volumes] : [own];
  // Node looks up the tree for one: this machine's own must not count.
  for (const place of places) await writeMountedFile(join(place, 'package.json'), encode('{}'));
  return { root: `${pod}/`, image, mounts, places, own };
}

export const hostnameOf = ({ hostname, pod }: ContainerSpec) => hostname ?? pod;

type Files = Record<string, Uint8Array>;

const encode = (text: string) => new TextEncoder().encode(text);

/** A container's own: above all, the SDK must not find the `.aws` of the person whose machine this is. */
const OWN: ContainerMount[] = ['/tmp', '/root'].map((path) => ({ path, readOnly: false, files: {} }));

/** What is in no mount. */
async function layOutRoot(directory: string, files: Files, readOnly: boolean): Promise<DirectoryMount> {
  for (const [path, bytes] of Object.entries(files)) await writeMountedFile(join(directory, path), bytes);
  return { path: '', directory, readOnly, isFile: false };
}

function placeInVolume(volumes: string, { volume = '', subPath = '' }: ContainerMount): string {
  return join(volumes, requireName(volume), posix.resolve('/', subPath));
}

async function layOutMount(directory: string, mount: ContainerMount): Promise<DirectoryMount> {
  const file = mount.files[''];
  if (file) await writeMountedFile(directory, file, mount.modes);
  else if (Object.keys(mount.files).length > 0) await writeMountedFiles(directory, mount.files, mount.modes);
  else await mkdir(directory, { recursive: true, mode: 0o700 });
  return {
    path: cleanPath(mount.path),
    directory,
    readOnly: mount.readOnly,
    isFile: file !== undefined,
    modes: mount.modes,
  };
}

export function cleanPath(path: string): string {
  return posix.resolve('/', path);
}

/** The place on this machine of a path inside the container. */
export function placeOf(path: string, mounts: DirectoryMount[]): string {
  const holding = mounts
    .filter((mount) => path === mount.path || path.startsWith(`${mount.path}/`))
    .sort((one, other) => other.path.length - one.path.length)[0];
  return holding ? holding.directory + path.slice(holding.path.length) : path;
}

/** What a program says, with the paths that its container has. */
export function asInContainer(text: string, { root, mounts }: ContainerDirectory): string {
  if (!text.includes(root)) return text;
  return mounts.reduce((shown, { directory, path }) => shown.replaceAll(directory, path), text);
}

/** Uids and names become directory names; the API server's own validation is not relied upon for that. */
function requireName(name: string): string {
  if (!/^[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?$/.test(name)) throw new Error(`invalid name: ${JSON.stringify(name)}`);
  return name;
}
