import { describe, expect, it } from 'vitest';
import type { Fence } from '../../labs/kit/page.ts';
import { type CommandResult, runCleanFence, runFence } from '../../labs/kit/run-fence.ts';

const fence = (expect?: string): Fence => ({
  step: 'one',
  clean: false,
  faults: [],
  expect,
  commands: 'aws s3 ls',
  line: 1,
});
const answering = (result: Partial<CommandResult>) => {
  const scripts: string[] = [];
  const run = async (script: string) => {
    scripts.push(script);
    return { stdout: '', stderr: '', exitCode: 0, ...result };
  };
  return { run, scripts };
};

describe('runFence', () => {
  it('runs the commands as strict bash', async () => {
    const { run, scripts } = answering({});
    await expect(runFence(fence(), run)).resolves.toMatchObject({ ok: true });
    expect(scripts).toEqual(['set -euo pipefail\naws s3 ls\n']);
  });

  it('names the exit code of a failure', async () => {
    const { run } = answering({ exitCode: 254 });
    await expect(runFence(fence(), run)).resolves.toMatchObject({
      ok: false,
      problem: 'The commands ended with exit code 254.',
    });
  });

  it('is content with the failure that the page announces', async () => {
    const { run } = answering({ exitCode: 254, stderr: 'An error occurred (AccessDenied) when calling' });
    await expect(runFence(fence('AccessDenied'), run)).resolves.toMatchObject({ ok: true });
  });

  it('takes success for an error where a failure was announced', async () => {
    const { run } = answering({ stdout: 'AccessDenied' });
    await expect(runFence(fence('AccessDenied'), run)).resolves.toMatchObject({
      ok: false,
      problem: 'The commands were meant to fail with "AccessDenied", and succeeded.',
    });
  });

  it('takes another failure for an error', async () => {
    const { run } = answering({ exitCode: 1, stderr: 'NoSuchBucket' });
    await expect(runFence(fence('AccessDenied'), run)).resolves.toMatchObject({
      ok: false,
      problem: 'The commands failed, as they should, but not with "AccessDenied".',
    });
  });
});

describe('runCleanFence', () => {
  it('goes on over what is already gone', async () => {
    const { run, scripts } = answering({ exitCode: 1 });
    await expect(runCleanFence(fence(), run)).resolves.toMatchObject({ ok: true });
    expect(scripts).toEqual(['set -u\naws s3 ls\n']);
  });
});
