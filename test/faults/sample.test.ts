import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FaultName, faults } from './faults.ts';
import { type FaultyCloud, startFaultyCloud } from './faulty-cloud.ts';
import { SMALL_LAB } from './meet-every-call.ts';
import { report } from './report.ts';
import { failures } from './survival-table.ts';
import { callsOf, survive } from './survive.ts';

let cloud: FaultyCloud;
let calls: string[];
beforeAll(async () => {
  cloud = await startFaultyCloud();
  calls = await callsOf(SMALL_LAB, cloud);
});
afterAll(() => cloud.stop());

/** Of all faults at all calls, one each at what changes something: those that are the hardest to take. */
const cases: [FaultName, RegExp][] = [
  ['503', /GetCallerIdentity/],
  ['throttling', /DescribeCluster/],
  ['expired credentials', /DeleteBucket/],
  ['reset before the effect', /POST .*deployments/],
  ['reset after the effect', /CreateBucket/],
  ['lost answer', /POST .*namespaces$/],
  ['stall', /PutObject/],
];

it.each(cases)('lab 00 survives %s at %s', async (name, met) => {
  const call = calls.findIndex((one) => met.test(one)) + 1;
  expect(call).toBeGreaterThan(0);
  const survival = await survive(SMALL_LAB, { name, fault: faults[name], call }, cloud);
  report(survival ? [survival] : []);
  expect(failures(survival ? [survival] : [])).toEqual([]);
});
