import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { runLab } from '../labs/run-lab.ts';

const isThere = (program: string) => spawnSync(program, ['--version'], { timeout: 20_000 }).error === undefined;
const missing = ['bash', 'aws', 'kubectl'].filter((program) => !isThere(program));
const home = mkdtempSync(join(tmpdir(), 'workshop-clients-'));
const lab = (name: string, words: string[]) => runLab(name, words, { LAB_HOME: home, LAB_PORT: '0' });

afterAll(async () => {
  await lab('stop', []);
  rmSync(home, { recursive: true, force: true });
});

// In the order of the pages, on one local cloud, as a learner goes: lab 05 rests on 03 and 04.
describe.skipIf(missing.length > 0)('with the machine’s own bash, aws and kubectl', () => {
  it.each(allLabs)('lab $id is solved', { timeout: 300_000 }, async ({ id }) => {
    expect(await lab('solve', [id, '--shell', 'system'])).toMatchObject({ exitCode: 0 });
    expect(await lab('verify', [id])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

it.runIf(missing.length > 0)(`left out: ${missing.join(' and ')} not on the PATH`, () => {
  expect(missing).not.toEqual([]);
});
