import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../simulator/wire/random/random.ts';
import { type FaultName, faults } from './faults.ts';
import { type FaultyCloud, startFaultyCloud } from './faulty-cloud.ts';
import { report } from './report.ts';
import { setupWork } from './setup-work.ts';
import { failures } from './survival-table.ts';
import { callsOf, type Survival, survive } from './survive.ts';

const SEED = 60;
const CALLS_PER_FAULT = 3;

let cloud: FaultyCloud;
let calls: string[];
beforeAll(async () => {
  cloud = await startFaultyCloud();
  calls = await callsOf(setupWork, cloud);
});
afterAll(() => cloud.stop());

it.each(Object.keys(faults) as FaultName[])('two clusters are set up and removed in spite of: %s', async (name) => {
  const random = createRandom(SEED + name.length);
  const survivals: Survival[] = [];
  for (let count = 0; count < CALLS_PER_FAULT; count += 1) {
    const call = 1 + random.below(calls.length);
    const survival = await survive(setupWork, { name, fault: faults[name], call }, cloud);
    if (survival) survivals.push(survival);
  }
  report(survivals);
  console.log(survivals.map(({ call }) => `setup, ${calls.length} calls: ${name} at ${call}`).join('\n'));
  expect(failures(survivals)).toEqual([]);
});
