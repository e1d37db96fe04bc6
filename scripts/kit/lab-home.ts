import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workshop's folder, whatever the current directory is. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** LAB_HOME: all state of the local cloud, and the learner's work files. Default `.lab` in the workshop's folder. */
export function labHome(): string {
  return resolve(projectFolder, process.env.LAB_HOME ?? '.lab');
}

/** $LAB_WORK: where the pages' commands write files. Made if missing. */
export function labWork(): string {
  const folder = join(labHome(), 'work');
  mkdirSync(folder, { recursive: true });
  return folder;
}
