import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './lab-home.ts';
import { withProgress } from './progress.ts';

/** The pods' app is one bundled file, which the pages put into a ConfigMap. It is made here if a source is newer. */
export async function requireSampleApp(): Promise<void> {
  const folder = join(projectFolder, 'sample-app');
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const newest = Math.max(...sources.map((name) => modifiedAt(join(folder, name))));
  if (modifiedAt(join(folder, 'dist', 'app.mjs')) >= newest) return;
  const { buildSampleApp } = await import('../../sample-app/build.ts');
  await withProgress('Bundling the sample app', () => buildSampleApp());
}

const modifiedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
