import { $, argv, chalk, echo } from 'zx';
import { findBrowser } from './kit/find-browser.ts';
import { type Count, runSuites } from './kit/run-suites.ts';

/**
 * `npm test`: types, lint, the test suites, the site's build, and the browser suite where a browser is found.
 * `npm run test:clients`, `npm run test:faults`: the same runner with `--suite clients` and so on. The last line reads `N passed, N failed`.
 */
interface Stage {
  name: string;
  run(): Promise<Count>;
}

$.verbose = false;
const stages = argv.suite ? [suite(String(argv.suite))] : await everything();
const total: Count = { passed: 0, failed: 0 };
for (const stage of stages) {
  const started = performance.now();
  echo(chalk.bold(`\n${stage.name}`));
  const count = await stage.run();
  total.passed += count.passed;
  total.failed += count.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  echo(`${stage.name}: ${count.failed === 0 ? 'passed' : chalk.red('failed')} in ${seconds} s`);
}
echo(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function everything(): Promise<Stage[]> {
  const browser = findBrowser();
  if (!browser) echo('No Chromium or Chrome found: the browser suite is left out. On Debian: apt-get install chromium');
  return [
    command('types', ['tsc', '--noEmit']),
    command('lint', ['biome', 'check', '--error-on-warnings']),
    suite('unit'),
    suite('labs'),
    suite('faults', ['test/faults/sample.test.ts']),
    command('site', ['docusaurus', 'build']),
    ...(browser ? [suite('browser')] : []),
  ];
}

function command(name: string, words: string[]): Stage {
  return {
    name,
    async run() {
      const { exitCode } = await $({ stdio: 'inherit', nothrow: true })`npx --no-install ${words}`;
      return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/** A suite is a vitest project; or some of its files. */
function suite(name: string, files: string[] = []): Stage {
  return { name, run: () => runSuites(['--project', name, ...files]) };
}
