import { describe, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { runLab } from './run-lab.ts';

describe.each(allLabs)('lab $id', (lab) => {
  it('fails before, passes after, and leaves nothing behind', async () => {
    const { exitCode, stdout, stderr } = await runLab('tour', [lab.id, '--output', '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject([{ lab: lab.id, steps: lab.steps.length, problems: [] }]);
    expect(exitCode).toBe(0);
  });
});
