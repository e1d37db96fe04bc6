import { afterAll, beforeAll, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { type FaultName, faults } from './faults.ts';
import { type FaultyCloud, startFaultyCloud } from './faulty-cloud.ts';
import { failures, survivalTable } from './survival-table.ts';
import { callsOf, type Survival, survive } from './survive.ts';

const labs = allLabs.filter(({ id }) => id === '00');
const survivals: Survival[] = [];
let cloud: FaultyCloud;

beforeAll(async () => {
  cloud = await startFaultyCloud();
});
afterAll(async () => {
  await cloud.stop();
  console.log(survivalTable(survivals));
});

it.each(Object.keys(faults) as FaultName[])('lab 00 survives %s at every call', async (fault) => {
  const calls = await callsOf(labs, cloud);
  for (const [index] of calls.entries()) {
    const survival = await survive(labs, { fault, call: index + 1 }, cloud);
    if (survival) survivals.push(survival);
    if (survival && process.env.FAULTS_DEBUG) console.log(JSON.stringify(survival));
  }
  expect(failures(survivals)).toEqual([]);
});
