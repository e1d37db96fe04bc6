import { describe, expect, it } from 'vitest';
import { runTool } from './run-tool.ts';

// Needs no client program: there is something to run on every machine.
const node = (script: string, options?: Parameters<typeof runTool>[2]) =>
  runTool(process.execPath, ['-e', script], options);

describe('runTool', () => {
  it('tells outputs and exit code', async () => {
    expect(
      await node('process.stdin.pipe(process.stdout); console.error("said"); process.exitCode = 3', {
        stdin: 'typed\n',
      }),
    ).toEqual({
      exitCode: 3,
      stdout: 'typed',
      stderr: 'said',
    });
  });

  it('takes neither a program that hangs nor one that is missing for one that has failed', async () => {
    await expect(node('setInterval(() => {}, 1000)', { deadlineMs: 200 })).rejects.toMatchObject({ killed: true });
    await expect(runTool('no-such-program', [])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
