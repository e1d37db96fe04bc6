import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const isThere = (program: string) => spawnSync(program, ['--version'], { timeout: 10_000 }).error === undefined;
const missing = ['bash', 'aws', 'kubectl'].filter((program) => !isThere(program));

describe('the labs with the machine’s own aws and kubectl', () => {
  it.skipIf(missing.length > 0)('fail before, pass after, and leave nothing behind', { timeout: 600_000 }, () => {
    const words = ['--import', 'tsx', 'scripts/lab-tour.ts', '--shell', 'system'];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 580_000 });
    expect(stderr).toBe('');
    expect(stdout).toContain('fails before, passes after, nothing left');
    expect(status).toBe(0);
  });

  it.runIf(missing.length > 0)(`are left out: ${missing.join(' and ')} not on the PATH`, () => {
    expect(missing).not.toEqual([]);
  });
});
