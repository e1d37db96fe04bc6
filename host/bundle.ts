import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { SANDBOX } from './pod/sandbox-location.ts';
import { readJsonFile, writePrivateFile } from './write-file.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const OUTPUT = join(ROOT, 'node_modules', '.cache', 'pod-identity-workshop', 'host');

/**
 * The path of `host/main.ts` as plain JavaScript, bundled anew if a source file has changed: plain `node` starts it in
 * a fraction of the time that loading hundreds of TypeScript and package files takes.
 */
export async function bundleHost(output: string = OUTPUT): Promise<string> {
  const program = join(output, 'main.js');
  const inputsFile = join(output, 'inputs.json');
  if (isCurrent(readJsonFile(inputsFile) as Inputs | undefined, program)) return program;
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['host/main.ts'],
    outdir: output,
    bundle: true,
    splitting: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    // It loads files that lie beside it.
    external: ['just-bash'],
    plugins: [keepPlace],
    banner: {
      js: "import { createRequire as hostRequire } from 'node:module'; const require = hostRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs).map((path) => [path, modifiedAt(path)]);
  writePrivateFile(inputsFile, JSON.stringify(Object.fromEntries(inputs)));
  return program;
}

/** When each source file was last changed, in ms since the epoch. */
type Inputs = Record<string, number>;

function isCurrent(inputs: Inputs | undefined, program: string): boolean {
  if (!inputs || modifiedAt(program) === 0) return false;
  return Object.entries(inputs).every(([path, at]) => modifiedAt(path) === at);
}

function modifiedAt(path: string): number {
  return statSync(join(path.startsWith('/') ? '' : ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The one module that asks where it is. */
const keepPlace: Plugin = {
  name: 'keep-place',
  setup({ onLoad }) {
    onLoad({ filter: /sandbox-location\.ts$/ }, () => ({
      contents: `export const SANDBOX = ${JSON.stringify(SANDBOX)};`,
    }));
  },
};
