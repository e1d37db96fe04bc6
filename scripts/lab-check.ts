import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { projectFolder } from './kit/lab-home.ts';
import { selectExactlyOne } from './kit/select.ts';

const SUITES = ['test/labs/lint.test.ts', 'test/labs/tour.test.ts'];

/** `npm run lab:check -- 04`: for authors, the tests of one lab as `npm test` runs them. Exit code 0 if all pass. */
await command(async () => {
  const { lab } = selectExactlyOne(readArguments([]).words, 'npm run lab:check -- 04');
  const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
  // Vitest writes a lab's id with quotes into the names of its tests.
  const words = [vitest, 'run', '--project', 'labs', ...SUITES, '--testNamePattern', `\\blab '?${lab.id}\\b`];
  const tests = spawn(process.execPath, words, { cwd: projectFolder, stdio: 'inherit' });
  const [code] = (await once(tests, 'exit')) as [number | null];
  return code === 0 ? 0 : 1;
});
