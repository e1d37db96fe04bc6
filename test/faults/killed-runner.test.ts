import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/kit/lab-home.ts';
import type { Fault } from './faults.ts';
import { type FaultyCloud, startFaultyCloud } from './faulty-cloud.ts';
import { SMALL_LAB } from './meet-every-call.ts';
import { report } from './report.ts';
import { failures } from './survival-table.ts';
import { type Survival, survive, type Work } from './survive.ts';

/** At every third call, to stay within minutes: each time three programs start. */
const STRIDE = 3;

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await startFaultyCloud();
});
afterAll(() => cloud.stop());

const scripts = ['solve', 'verify', 'clean'].map((name) => `node scripts/run.mjs scripts/lab-${name}.ts 00`);

/** What a learner types, in a shell of its own that can be killed with all that it has started. */
function typed(): { work: Work; kill(): void } {
  let shell: ChildProcess;
  return {
    kill: () => void (shell.pid && process.kill(-shell.pid, 'SIGKILL')),
    work: {
      name: SMALL_LAB.name,
      run: ({ env }) =>
        new Promise((resolve) => {
          const options = { cwd: projectFolder, env: { ...process.env, ...env, LAB_TARGET: 'aws' }, detached: true };
          shell = spawn('bash', ['-c', scripts.join(' && ')], { ...options, stdio: 'ignore' });
          shell.once('exit', (code, signal) => resolve(code === 0 ? undefined : `ended by ${signal ?? code}`));
        }),
    },
  };
}

it.each([
  ['before', 1],
  ['after', 2],
] as const)('lab 00 survives kill -9 of its runner %s the effect of a call', async (when, firstCall) => {
  const survivals: Survival[] = [];
  for (let call = firstCall; ; call += STRIDE) {
    const { work, kill } = typed();
    const fault: Fault = async ({ pass }) => {
      if (when === 'after') await pass();
      kill();
      return new Promise<never>(() => {});
    };
    const survival = await survive(SMALL_LAB, { name: `kill -9 ${when} the effect`, fault, call }, cloud, work);
    if (!survival) break;
    survivals.push(survival);
  }
  report(survivals);
  expect(failures(survivals)).toEqual([]);
  expect(survivals.length).toBeGreaterThan(5);
});
