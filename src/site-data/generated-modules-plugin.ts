import type { Plugin } from '@docusaurus/types';
import type { Compiler, sources } from 'webpack';

const COMMONJS = JSON.stringify({ type: 'commonjs' });

/**
 * Docusaurus generates CommonJS, which this package's `"type": "module"` would turn into ES modules: the bundler then leaves
 * `require.resolveWeak` as it stands, and Node cannot load the chunks that render the pages. So the bundler is told what
 * `.docusaurus` holds, and the server bundle carries a package.json of its own.
 * Source: https://github.com/jesscss/jess/pull/164
 */
export default function generatedModulesPlugin(): Plugin {
  return {
    name: 'workshop-generated-modules',
    configureWebpack: (_config, isServer, { currentBundler }) => ({
      module: { rules: [{ test: /[\\/]\.docusaurus[\\/].*\.js$/, type: 'javascript/auto' }] },
      plugins: isServer ? [emitPackageJson(currentBundler.instance.sources.RawSource)] : [],
    }),
  };
}

/** The same hooks serve webpack and Rspack. */
function emitPackageJson(Source: typeof sources.RawSource) {
  return {
    apply(compiler: Compiler) {
      compiler.hooks.thisCompilation.tap('workshop-generated-modules', (compilation) => {
        compilation.hooks.processAssets.tap('workshop-generated-modules', () => {
          compilation.emitAsset('package.json', new Source(COMMONJS));
        });
      });
    },
  };
}
