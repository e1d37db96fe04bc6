import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop, transform } from 'esbuild';

/**
 * What else a build depends on. npm writes its hidden lockfile with every change of what is installed; the files of
 * packages keep the times of their publication, so they tell nothing.
 */
const CONDITIONS = ['scripts/kit/prepare-programs.mjs', 'tsconfig.json', 'node_modules/.package-lock.json'];
/** Beside those in use: commands that start just now have not said yet which one they use. */
const BUILDS_TO_KEEP = 3;

/**
 * Bundles every entry point into a new folder of `cache`, and then says in prepared.json, at one instant, where they are:
 * commands that run at the same time see the old programs or the new ones, never half of them.
 *
 * Errors: those of the file system, and esbuild's BuildFailure.
 */
export async function preparePrograms(/** @type {string} */ root, /** @type {string} */ cache) {
  const startedAt = Date.now();
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'build-'));
  try {
    const { inputs, outputs } = await bundle(root, folder);
    const programs = Object.entries(outputs).map(([path, { entryPoint }]) => [entryPoint, path]);
    const prepared = { root, inputs: datesOf(inputs, root, startedAt), programs: Object.fromEntries(programs) };
    writeFileSync(join(folder, 'prepared.json'), JSON.stringify(prepared));
    renameSync(join(folder, 'prepared.json'), join(cache, 'prepared.json'));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    // esbuild's own process would stay as long as the program, with hundreds of megabytes.
    await stop();
  }
  removeOldBuilds(cache);
}

function datesOf(/** @type {object} */ inputs, /** @type {string} */ root, /** @type {number} */ startedAt) {
  const sources = Object.keys(inputs).filter((path) => !path.includes('node_modules/'));
  const date = (path) => [path, modifiedAt(join(root, path), startedAt)];
  return Object.fromEntries([...sources, ...CONDITIONS].map(date));
}

async function bundle(/** @type {string} */ root, /** @type {string} */ folder) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['host/main.ts', 'scripts/start.ts', 'scripts/bench.ts', 'scripts/lab-*.ts'],
    outdir: folder,
    bundle: true,
    splitting: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    // The first two load files that lie beside them; the third is large, and only the bench wants it.
    external: ['just-bash', 'esbuild', '@kubernetes/client-node'],
    plugins: [keepPlaces],
    // CommonJS packages ask for Node's modules by `require`.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  return metafile;
}

/**
 * Our modules' `import.meta.url` goes on to mean the source file.
 * @type {import('esbuild').Plugin}
 */
const keepPlaces = {
  name: 'keep-places',
  setup({ onLoad }) {
    // Packages come as JavaScript: TypeScript is ours.
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const define = { 'import.meta.url': JSON.stringify(pathToFileURL(path).href) };
      return { contents: (await transform(text, { loader: 'ts', define })).code };
    });
  },
};

/** A source that was changed while it was being read counts as changed. */
function modifiedAt(/** @type {string} */ path, /** @type {number} */ startedAt) {
  const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return at >= startedAt && at <= Date.now() ? -1 : at;
}

function removeOldBuilds(/** @type {string} */ cache) {
  const builds = readdirSync(cache)
    .filter((name) => name.startsWith('build-'))
    .map((name) => ({ path: join(cache, name), at: statSync(join(cache, name)).mtimeMs }));
  for (const { path } of builds.sort((one, other) => other.at - one.at).slice(BUILDS_TO_KEEP)) {
    if (!isInUse(path)) rmSync(path, { recursive: true, force: true });
  }
}

/** Programs that still run load parts of theirs later: the local cloud may be older than the newest build. */
function isInUse(/** @type {string} */ path) {
  const users = join(path, 'users');
  return existsSync(users) && readdirSync(users).some((pid) => isAlive(Number(pid)));
}

function isAlive(/** @type {number} */ pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process lives as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
