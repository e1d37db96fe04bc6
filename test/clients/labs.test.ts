import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { runLab } from '../labs/run-lab.ts';
import { describeWith } from './run-tool.ts';

// The AWS CLI takes most of a second a call, and lab 06 has two hundred calls.
const LAB_DEADLINE_MS = 900_000;

// In the order of the pages, on one local cloud, as a learner goes: lab 05 rests on 03 and 04.
describeWith(['bash', 'aws', 'kubectl'], 'the labs with the machine’s own bash, aws and kubectl', [], () => {
  const home = mkdtempSync(join(tmpdir(), 'workshop-clients-'));
  const lab = (name: string, words: string[]) => runLab(name, words, { LAB_HOME: home, LAB_PORT: '0' });

  afterAll(async () => {
    await lab('stop', []);
    rmSync(home, { recursive: true, force: true });
  });

  it.each(allLabs)(
    'lab $id is solved',
    async ({ id }) => {
      expect(await lab('solve', [id, '--shell', 'system'])).toMatchObject({ exitCode: 0 });
      expect(await lab('verify', [id])).toMatchObject({ exitCode: 0, stderr: '' });
    },
    LAB_DEADLINE_MS,
  );
});
