/**
 * `node scripts/run.mjs <entry point> [words]`: what every npm script for learners runs, and how the local cloud is started.
 * It runs `scripts/lab-verify.ts` and the like from a bundle that was prepared once, in a fraction of the time that loading
 * hundreds of TypeScript and package files takes. Plain JavaScript, and nothing but Node as long as no source has changed.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * What scripts/kit/prepare-programs.mjs leaves behind. Paths are relative to the workshop's folder.
 * @typedef {object} Prepared
 * @property {string} root the workshop's folder, which the programs know by name: a copy of it needs its own
 * @property {Record<string, number>} inputs when each source was last changed, in ms since the epoch
 * @property {Record<string, string>} programs bundled file by entry point
 */

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'pod-identity-workshop');

const [entryPoint = ''] = process.argv.splice(2, 1);
const program = findPrepared() ?? (await prepare());
process.argv[1] = join(ROOT, entryPoint);
if (program === undefined) (await import('tsx/esm/api')).register();
else keepBuild(program);
await import(pathToFileURL(program ?? join(ROOT, entryPoint)).href);

/** The bundled file; undefined if there is none yet or a source has changed. */
function findPrepared() {
  try {
    /** @type {Prepared} */
    const { root, inputs, programs } = JSON.parse(readFileSync(join(CACHE, 'prepared.json'), 'utf8'));
    const isCurrent = root === ROOT && Object.entries(inputs).every(([path, at]) => modifiedAt(path) === at);
    const path = programs[entryPoint];
    return isCurrent && path !== undefined && modifiedAt(path) !== 0 ? join(ROOT, path) : undefined;
  } catch {
    return undefined;
  }
}

function modifiedAt(/** @type {string} */ path) {
  return statSync(`${ROOT}${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Parts of a program are loaded when they are first needed: until it ends, its build must stay. */
function keepBuild(/** @type {string} */ path) {
  const build = relative(CACHE, path).split(sep)[0] ?? '';
  const mark = join(CACHE, build, 'users', String(process.pid));
  try {
    mkdirSync(join(mark, '..'), { recursive: true });
    writeFileSync(mark, '');
    process.once('exit', () => rmSync(mark, { force: true }));
  } catch {
    // A folder that is read-only keeps its builds anyway.
  }
}

/** The bundled file; undefined where none can be made (a folder that is read-only), so that the source must do. */
async function prepare() {
  if (process.stderr.isTTY) process.stderr.write('Preparing the workshop (once)\n');
  try {
    const { preparePrograms } = await import('./kit/prepare-programs.mjs');
    await preparePrograms(ROOT, CACHE);
    return findPrepared();
  } catch {
    return undefined;
  }
}
