import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { drawIncident } from '../../scripts/kit/open-incident.ts';
import { runLab } from './run-lab.ts';

const labs = allLabs.find(({ id }) => id === '19')?.incidentsOf ?? [];
const faults = labs.flatMap((lab) => lab.faults.map((fault) => `${lab.id}/${fault.id}`));
const drawn = (seed: number) => {
  const { lab, fault } = drawIncident(labs, seed);
  return `${lab.id}/${fault.id}`;
};

it('draws each fault of all other labs once, by seeds in a row, and the same for the same seed', () => {
  expect(labs.map(({ id }) => id)).toEqual(allLabs.map(({ id }) => id).filter((id) => id !== '19'));
  expect(faults.map((_, seed) => drawn(seed))).toEqual(faults);
  expect(drawn(faults.length)).toBe(faults[0]);
});

describe('an incident', { timeout: 300_000 }, () => {
  // In the workshop's folder, as LAB_HOME is for learners.
  const home = mkdtempSync(resolve('.lab-incident-'));
  const seed = String(faults.indexOf('03/no-provider'));
  const lab = (name: string, words: string[]) => runLab(name, words, { LAB_HOME: home, LAB_PORT: '0' });

  afterAll(async () => {
    await lab('stop', []);
    rmSync(home, { recursive: true, force: true });
  });

  it('builds its lab and tells the symptom only', async () => {
    const { stdout, stderr, exitCode } = await lab('break', ['19', '--seed', seed]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      new RegExp(`^Incident ${seed}\\. Team irsa, who did lab 03 \\(IRSA from zero\\) on workshop-a, reports:\n`),
    );
    expect(stdout).not.toMatch(/provider is|no-provider/i);
  });

  it('is not over, says how far it is and no more, and leaves no room for another', async () => {
    const { stdout, exitCode } = await lab('verify', ['19/incident']);
    expect(stdout).toMatch(new RegExp(`seen: +incident ${seed}: \\d+ of \\d+ checks of lab 03 do not hold\n`));
    expect(exitCode).toBe(1);
    const again = await lab('break', ['19', '--seed', seed]);
    expect(again.stderr).toContain(`There is an incident already. incident ${seed}: `);
    expect(again.exitCode).toBe(2);
  });

  it('is over when the app has recovered', async () => {
    expect((await lab('solve', ['03'])).exitCode).toBe(0);
    const { stdout, exitCode } = await lab('verify', ['19/incident']);
    expect(stdout).toContain('All 1 checks hold.');
    expect(exitCode).toBe(0);
  });

  it('takes no fault by name', async () => {
    const { stderr, exitCode } = await lab('break', ['19', 'no-provider']);
    expect(stderr).toContain('Lab 19 draws its incidents: use --seed, and name no fault.');
    expect(exitCode).toBe(2);
  });
});
