import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { requireJson } from '../../labs/kit/json-document.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import { projectFolder, workIn } from './lab-home.ts';
import { readPage } from './read-page.ts';
import type { Target } from './target/target.ts';

/**
 * Reads the policy files that learners edit, before anything else happens: those in the lab's folder, and, unless the
 * page's commands are about to write them anew, those in $LAB_WORK.
 *
 * Errors: BrokenJsonError with file and line.
 */
export function requireSoundFiles(lab: Lab, { home }: Target, options: { writesWorkFiles: boolean }): void {
  const folder = join(projectFolder, 'labs', lab.page);
  const own = readdirSync(folder).map((name) => join(folder, name));
  const paths = [...own, ...(options.writesWorkFiles ? [] : workFiles(lab, home))];
  for (const path of paths.filter((one) => one.endsWith('.json') && existsSync(one))) {
    requireJson(shortest(path), readFileSync(path, 'utf8'));
  }
}

/** Removes what the lab's commands wrote into $LAB_WORK. */
export function removeWorkFiles(lab: Lab, { home }: Target): void {
  for (const path of workFiles(lab, home)) rmSync(path, { force: true });
}

function workFiles(lab: Lab, home: string): string[] {
  const names = [...readPage(lab).matchAll(/\$LAB_WORK\/([\w.-]+)/g)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => join(workIn(home), name));
}

function shortest(path: string): string {
  const seenFromHere = relative(process.cwd(), path);
  return seenFromHere.startsWith('..') ? path : seenFromHere;
}
