import { afterAll, beforeAll, expect, it } from 'vitest';
import { runLab } from '../labs/run-lab.ts';
import { faults } from './faults.ts';
import { type FaultyCloud, startFaultyCloud } from './faulty-cloud.ts';

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await startFaultyCloud();
});
afterAll(() => cloud.stop());

it('credentials that have expired are told of in one sentence', async () => {
  cloud.door.expect({ call: 1, fault: faults['expired credentials'] });
  const { exitCode, stderr } = await runLab('verify', ['00', '--target', 'aws'], cloud.env);
  expect([exitCode, stderr]).toEqual([
    2,
    '✗ AWS credentials cannot be used: The security token included in the request is expired. Sign in as you do for the AWS CLI (aws sso login, aws configure), or name a profile in AWS_PROFILE.\n',
  ]);
});
