import type { Fence } from './page.ts';

export interface CommandResult {
  stdout: string;
  stderr: string;
  exitCode: number;
}

/** Runs a script as bash and answers when it has ended; output may also be shown while it comes. */
export type RunScript = (script: string) => Promise<CommandResult>;

export interface FenceResult extends CommandResult {
  fence: Fence;
  ok: boolean;
  /** Why it is not ok, for the learner. */
  problem?: string;
}

/**
 * Runs one fence under `set -euo pipefail`. A fence that is meant to fail must fail, and with the text that it names:
 * success is a problem then.
 */
export async function runFence(fence: Fence, run: RunScript): Promise<FenceResult> {
  const result = await run(`set -euo pipefail\n${fence.commands}\n`);
  const problem = fence.expect === undefined ? failure(result) : missedFailure(fence.expect, result);
  return { fence, ...result, ok: problem === undefined, ...(problem && { problem }) };
}

/**
 * Runs a clean-up fence. What is already gone is no problem, so each command runs whatever became of those before; the
 * leftovers by API are the judge of a clean-up, not its exit codes.
 */
export async function runCleanFence(fence: Fence, run: RunScript): Promise<FenceResult> {
  const result = await run(`set -u\n${fence.commands}\n`);
  return { fence, ...result, ok: true };
}

function failure(result: CommandResult): string | undefined {
  if (result.exitCode === 0) return undefined;
  return `The commands ended with exit code ${result.exitCode}.`;
}

function missedFailure(expect: string, result: CommandResult): string | undefined {
  if (result.exitCode === 0) return `The commands were meant to fail with "${expect}", and succeeded.`;
  if (`${result.stdout}${result.stderr}`.includes(expect)) return undefined;
  return `The commands failed, as they should, but not with "${expect}".`;
}
