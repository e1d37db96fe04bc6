import { afterAll, beforeAll, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { type FaultName, faults } from './faults.ts';
import { type FaultyCloud, startFaultyCloud } from './faulty-cloud.ts';
import { labWork } from './lab-work.ts';
import { report } from './report.ts';
import { failures } from './survival-table.ts';
import { callsOf, type Survival, survive } from './survive.ts';

/** The lab of which every call meets every fault. */
export const SMALL_LAB = labWork(allLabs.filter(({ id }) => id === '00'));

/** Tests that the small lab survives these faults, one at a time at each of its calls. */
export function meetEveryCall(names: FaultName[]): void {
  let cloud: FaultyCloud;
  let calls: string[];
  beforeAll(async () => {
    cloud = await startFaultyCloud();
    calls = await callsOf(SMALL_LAB, cloud);
  });
  afterAll(() => cloud.stop());

  it.each(names)('lab 00 survives %s at every call', async (name) => {
    const survivals: Survival[] = [];
    for (const index of calls.keys()) {
      const survival = await survive(SMALL_LAB, { name, fault: faults[name], call: index + 1 }, cloud);
      if (survival) survivals.push(survival);
    }
    report(survivals);
    expect(failures(survivals)).toEqual([]);
    expect(survivals.length).toBeGreaterThan(calls.length / 2);
  });
}
