import { expect, it } from 'vitest';
import type { Step } from '../../labs/kit/lab.ts';
import type { CommandResult } from '../../labs/kit/run-fence.ts';
import { solveStep } from '../../labs/kit/solve.ts';

const PAGE = '```bash step=app title="The app"\nkubectl apply -f app.yaml\n```\n';
const TERMINATING =
  'Error from server (Forbidden): error when creating "app.yaml": pods "app" is forbidden: unable to create new content in namespace chain because it is being terminated';
const succeeded: CommandResult = { stdout: '', stderr: '', exitCode: 0 };
const failed = (stderr: string): CommandResult => ({ stdout: '', stderr, exitCode: 1 });

/** Scripts that were run, and what became of the step: the answers are given in turn. */
async function solve(...answers: CommandResult[]) {
  const scripts: string[] = [];
  const run = async (script: string) => {
    scripts.push(script);
    return answers.shift() ?? succeeded;
  };
  return { stopped: await solveStep(PAGE, { id: 'app' } as Step, run), scripts };
}

it('waits for a namespace that is on its way out, and runs the commands again', async () => {
  const { stopped, scripts } = await solve(failed(TERMINATING));
  expect(stopped).toBeUndefined();
  expect(scripts).toHaveLength(3);
  expect(scripts[1]).toContain('wait --for=delete namespace/chain --timeout=120s');
  expect(scripts[2]).toBe(scripts[0]);
});

it('waits once only', async () => {
  const { stopped, scripts } = await solve(failed(TERMINATING), succeeded, failed(TERMINATING));
  expect(stopped).toMatchObject({ ok: false, stderr: TERMINATING });
  expect(scripts).toHaveLength(3);
});

it('stops at any other failure', async () => {
  const { stopped, scripts } = await solve(failed('error: no'));
  expect(stopped).toMatchObject({ problem: 'The commands ended with exit code 1.', stderr: 'error: no' });
  expect(scripts).toHaveLength(1);
});
