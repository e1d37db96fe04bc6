import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { requireJson } from '../../labs/kit/json-document.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import { labWork, projectFolder } from './lab-home.ts';
import { readPage } from './session.ts';

/**
 * Reads the policy files that learners edit, before anything else happens: those in the lab's folder, and, unless the
 * page's commands are about to write them anew, those in $LAB_WORK.
 *
 * Errors: BrokenJsonError with file and line.
 */
export function requireSoundFiles(lab: Lab, options: { writesWorkFiles: boolean }): void {
  const folder = join(projectFolder, 'labs', lab.page);
  const own = readdirSync(folder).map((name) => join(folder, name));
  const paths = [...own, ...(options.writesWorkFiles ? [] : workFiles(lab))];
  for (const path of paths.filter((one) => one.endsWith('.json') && existsSync(one))) {
    requireJson(shortest(path), readFileSync(path, 'utf8'));
  }
}

/** Removes what the lab's commands wrote into $LAB_WORK. */
export function removeWorkFiles(lab: Lab): void {
  for (const path of workFiles(lab)) rmSync(path, { force: true });
}

function workFiles(lab: Lab): string[] {
  const names = [...readPage(lab).matchAll(/\$LAB_WORK\/([\w.-]+)/g)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => join(labWork(), name));
}

function shortest(path: string): string {
  const seenFromHere = relative(process.cwd(), path);
  return seenFromHere.startsWith('..') ? path : seenFromHere;
}
