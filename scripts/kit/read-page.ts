import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../labs/kit/lab.ts';
import { projectFolder } from './lab-home.ts';

/** The text of a lab's page. */
export function readPage(lab: Lab): string {
  return readFileSync(join(projectFolder, 'docs', `${lab.page}.mdx`), 'utf8');
}
