import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

type Files = Record<string, Uint8Array>;

/** Permission bits by path; the empty path's are for those that have none. The directories keep others out in any case. */
export type Modes = Record<string, number>;

const OWNER_ONLY = 0o600;

/**
 * Lays `files` out under `directory` as the kubelet does: in a directory of their own behind the link `..data`, so that a
 * later call replaces all of them at one instant. kubernetes: pkg/volume/util/atomic_writer.go
 */
export async function writeMountedFiles(directory: string, files: Files, modes: Modes = {}): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const before = await readlink(join(directory, '..data')).catch(() => undefined);
  const version = `..${randomUUID()}`;
  await writeFiles(join(directory, version), files, modes);
  await symlink(version, join(directory, '..data_tmp'));
  await rename(join(directory, '..data_tmp'), join(directory, '..data'));
  await linkEntries(directory, new Set(Object.keys(files).map((path) => path.split('/')[0] ?? '')));
  if (before) await rm(join(directory, before), { recursive: true, force: true });
}

/** A mount that is one file. It is never replaced: neither is a subPath on EKS. */
export async function writeMountedFile(path: string, bytes: Uint8Array, modes: Modes = {}): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, bytes, { mode: modes[''] ?? OWNER_ONLY });
}

async function writeFiles(directory: string, files: Files, modes: Modes): Promise<void> {
  await mkdir(directory, { mode: 0o700 });
  for (const [path, bytes] of Object.entries(files)) {
    requireInside(path);
    const place = join(directory, path);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    const mode = modes[path] ?? modes[''] ?? OWNER_ONLY;
    await writeFile(place, bytes, { mode });
    // A new file's mode is subject to this process's mask.
    if (mode !== OWNER_ONLY) await chmod(place, mode);
  }
}

async function linkEntries(directory: string, names: Set<string>): Promise<void> {
  const there = (await readdir(directory)).filter((name) => !name.startsWith('..'));
  for (const name of there) if (!names.has(name)) await rm(join(directory, name));
  for (const name of names) if (!there.includes(name)) await symlink(`..data/${name}`, join(directory, name));
}

/** Keys come from volumes that learners write: none may lead out of the mount. */
function requireInside(path: string): void {
  const bad = path.split('/').some((part) => part === '' || part.startsWith('..') || part === '.');
  if (bad || path.includes('\0')) throw new Error(`invalid path in a volume: ${JSON.stringify(path)}`);
}
