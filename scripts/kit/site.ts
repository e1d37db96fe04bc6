import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import serveHandler from 'serve-handler';
import { globSync } from 'tinyglobby';
import { type Listener, listen } from '../../host/listen.ts';

const BUILD = 'build';
const STAMP = join(BUILD, '.sources');
const SOURCES = [
  'docs/**',
  'src/**',
  'labs/**',
  'static/**',
  'docusaurus.config.ts',
  'sidebars.ts',
  'package-lock.json',
];

/** True if `build/` was made from the pages as they are now. */
export function isSiteBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesStamp();
}

/** Builds the site into `build/`. Errors: rejects with Docusaurus' own output. */
export async function buildSite(): Promise<void> {
  const stamp = sourcesStamp();
  const { $ } = await import('zx');
  await $({ quiet: true })`npx --no-install docusaurus build`;
  writeFileSync(STAMP, stamp);
}

/** Serves `build/` on 127.0.0.1, at the first of `ports` that is free. */
export async function serveSite(ports: number[]): Promise<Listener> {
  const options = { public: BUILD, cleanUrls: true, trailingSlash: false, directoryListing: false };
  return listen({ ports, onRequest: (request, response) => void serveHandler(request, response, options) });
}

/** Changes with any source's name, size or time. */
function sourcesStamp(): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES).sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
