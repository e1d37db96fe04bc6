import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, stop } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The bundle's place. It must fit into a ConfigMap: 1 MiB with everything else in it. */
export const APP_BUNDLE = here('./dist/app.mjs');

const OPTIONS: BuildOptions = {
  entryPoints: [here('./server.ts')],
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  // CommonJS parts of the SDK ask for Node's modules by `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};

/** Bundles the app and the SDK clients that it uses into one file. */
export async function buildSampleApp(outfile = APP_BUNDLE): Promise<void> {
  try {
    await build({ ...OPTIONS, outfile });
  } finally {
    // esbuild's own process would stay as long as this one.
    await stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildSampleApp();
