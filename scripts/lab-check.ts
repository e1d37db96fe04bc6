import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { runSuites } from './kit/run-suites.ts';
import { selectExactlyOne } from './kit/select.ts';

const SUITES = ['test/labs/lint.test.ts', 'test/labs/tour.test.ts'];

/** `npm run lab:check -- 04`: for authors, the tests of one lab as `npm test` runs them. Exit code 0 if all pass. */
await command(async () => {
  const { lab } = selectExactlyOne(readArguments([]).words, 'npm run lab:check -- 04');
  // Vitest writes a lab's id with quotes into the names of its tests.
  const { failed } = await runSuites(['--project', 'labs', ...SUITES, '--testNamePattern', `\\blab '?${lab.id}\\b`]);
  return failed === 0 ? 0 : 1;
});
