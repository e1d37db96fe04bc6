import { readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { findOnPath, isExecutable } from '../../../host/find-on-path.ts';

const VERSIONED = /^kubectl[.-]1\.(\d+)$/;

/**
 * Paths of every kubectl of this machine, the oldest first: those named `kubectl.1.33` or `kubectl-1.33` on the path or
 * beside `kubectl` itself, which may be a dispatcher that picks one of them by the server's version; else `kubectl`, if
 * there is one. KUBECTL names the only one to test.
 */
export function kubectlVersions(): string[] {
  if (process.env.KUBECTL) return [process.env.KUBECTL];
  const plain = findOnPath('kubectl');
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const folders = new Set(plain ? [...onPath, dirname(realpathSync(plain))] : onPath);
  const found = new Map([...folders].flatMap(versionsIn));
  const sorted = [...found].sort(([one], [other]) => one - other).map(([, path]) => path);
  return sorted.length === 0 && plain ? [plain] : sorted;
}

/** The kubectl that most tests run: the newest. */
export const newestKubectl = () => kubectlVersions().at(-1) ?? 'kubectl';

function versionsIn(folder: string): [minor: number, path: string][] {
  return listFolder(folder).flatMap((name) => {
    const minor = VERSIONED.exec(name)?.[1];
    const path = join(folder, name);
    return minor && isExecutable(path) ? [[Number(minor), path]] : [];
  });
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
