import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './lab-home.ts';
import { withProgress } from './progress.ts';

/** The pods' app is one bundled file, which the pages put into a ConfigMap. It is made here if it is missing. */
export async function requireSampleApp(): Promise<void> {
  if (existsSync(join(projectFolder, 'sample-app', 'dist', 'app.mjs'))) return;
  const { buildSampleApp } = await import('../../sample-app/build.ts');
  await withProgress('Bundling the sample app', () => buildSampleApp());
}
