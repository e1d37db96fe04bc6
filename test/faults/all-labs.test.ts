import { afterAll, beforeAll, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { createRandom } from '../simulator/wire/random/random.ts';
import { type FaultName, faults } from './faults.ts';
import { type FaultyCloud, startFaultyCloud } from './faulty-cloud.ts';
import { labWork, withRequired } from './lab-work.ts';
import { report } from './report.ts';
import { failures } from './survival-table.ts';
import { callsOf, type Survival, survive } from './survive.ts';

/** The same faults at the same calls every time. */
const SEED = 6;
const FAULTS_PER_LAB = 2;

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await startFaultyCloud();
});
afterAll(() => cloud.stop());

it.each(allLabs)('lab $id survives faults at some of its calls', async (lab) => {
  const random = createRandom(SEED + Number(lab.id));
  const work = labWork(withRequired(lab));
  const calls = await callsOf(work, cloud);
  const survivals: Survival[] = [];
  for (let count = 0; count < FAULTS_PER_LAB; count += 1) {
    const name = random.pick(Object.keys(faults) as FaultName[]);
    const survival = await survive(work, { name, fault: faults[name], call: 1 + random.below(calls.length) }, cloud);
    if (survival) survivals.push(survival);
  }
  report(survivals);
  console.log(
    survivals.map(({ call, fault }) => `lab ${lab.id}, ${calls.length} calls: ${fault} at ${call}`).join('\n'),
  );
  expect(failures(survivals)).toEqual([]);
});
