import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runLab } from './run-lab.ts';

// Tours make their homes there, and must leave nothing in it.
const folder = mkdtempSync(join(tmpdir(), 'workshop-lanes-'));
const env = { TMPDIR: folder };

afterAll(() => rmSync(folder, { recursive: true }));

const homes = () => readdirSync(folder).filter((name) => name.startsWith('workshop-tour-'));

describe('several labs at once', { timeout: 300_000 }, () => {
  it('are told of in the order of the labs, each on a local cloud of its own', async () => {
    const { exitCode, stdout, stderr } = await runLab('tour', ['00', '06', '--lanes', '2', '--json'], env);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject([
      { lab: '00', problems: [] },
      { lab: '06', problems: [] },
    ]);
    expect(exitCode).toBe(0);
    expect(homes()).toEqual([]);
  });

  it('leave nothing behind when they are interrupted', async () => {
    const words = ['scripts/run.mjs', 'scripts/lab-tour.ts', '00', '06', '--lanes', '2'];
    const tour = spawn(process.execPath, words, { env: { ...process.env, ...env }, stdio: 'ignore' });
    const clouds = await vi.waitUntil(runningClouds, { timeout: 120_000, interval: 50 });
    tour.kill('SIGINT');
    const [exitCode] = await once(tour, 'exit');
    expect(exitCode).toBe(130);
    expect(homes()).toEqual([]);
    for (const pid of clouds) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

/** Process ids of the local clouds that run already; undefined while there are none. */
function runningClouds(): number[] | undefined {
  const files = homes().map((home) => join(folder, home, 'local-cloud.json'));
  const found = files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, 'utf8')).pid);
  return found.length > 0 ? found : undefined;
}
