import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workshop's folder, whatever the current directory is. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** LAB_HOME: all state of the local cloud, and the learner's work files. Default `.lab` in the workshop's folder. */
export function labHome(): string {
  return resolve(projectFolder, process.env.LAB_HOME ?? '.lab');
}

/** $LAB_WORK, in the home of a target: where the pages' commands write files. Made if missing. */
export function workIn(home: string): string {
  const folder = join(home, 'work');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
