import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from './host-error.ts';

const heldHere = new Set<string>();

/**
 * Takes the directory for this process; returns what gives it back. A lock whose process is gone is taken over.
 * Errors: HostError Locked while another live process holds it.
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock');
  // The file must appear with its pid in it: one that is created first and written later could be read in between.
  const claim = `${path}.${process.pid}`;
  writeFileSync(claim, `${process.pid}\n`, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (tryLink(claim, path)) return hold(path);
      const holder = readHolder(path);
      if (holder !== undefined && isAlive(holder, path)) throw locked(directory, holder);
      rmSync(path, { force: true });
    }
    throw locked(directory, readHolder(path));
  } finally {
    rmSync(claim, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function locked(directory: string, holder: number | undefined): HostError {
  const who = holder === undefined ? 'Another local cloud' : `The local cloud with process id ${holder}`;
  return new HostError(
    'Locked',
    `${who} is using ${directory}. Stop it with npm run lab:stop, or set LAB_HOME to another directory.`,
  );
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, path: string): boolean {
  // Our own pid may be that of a predecessor which was killed, in a container above all, where pids come back.
  if (pid === process.pid) return heldHere.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function hold(path: string): () => void {
  heldHere.add(path);
  return () => {
    if (heldHere.delete(path) && readHolder(path) === process.pid) rmSync(path, { force: true });
  };
}
