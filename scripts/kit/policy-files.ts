import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { requireJson } from '../../labs/kit/json-document.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import { labWork, projectFolder } from './lab-home.ts';

/**
 * Reads the lab's policy files, which learners edit, before anything else happens.
 *
 * Errors: BrokenJsonError with file and line.
 */
export function requireSoundFiles(lab: Lab): void {
  for (const folder of [join(projectFolder, 'labs', lab.page), labWork()]) {
    for (const path of jsonFiles(folder)) requireJson(relative(process.cwd(), path), readFileSync(path, 'utf8'));
  }
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}
