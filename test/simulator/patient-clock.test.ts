import { EKS } from '@aws-sdk/client-eks';
import { expect, it, vi } from 'vitest';
import { patientClock } from '../../simulator/patient-clock.ts';
import { memoryStore, StoreError } from '../../simulator/state/store.ts';
import { startTestCloud } from './test-cloud.ts';
import { frozenClock } from './wire/test-endpoint.ts';

it('tries again what the store could not keep, until it can', async () => {
  const clock = frozenClock();
  const work = vi.fn().mockImplementationOnce(() => Promise.reject(new StoreError('full')));
  patientClock(clock, (error) => expect.unreachable(String(error))).after(1000, work);
  clock.advance(1000);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => {
    clock.advance(2000);
    expect(work).toHaveBeenCalledTimes(2);
  });
});

it('reports other errors, and forgets what was cancelled', async () => {
  const clock = frozenClock();
  const report = vi.fn();
  const patient = patientClock(clock, report);
  const never = vi.fn();
  patient.after(1000, never)();
  patient.after(1000, () => {
    throw new Error('a bug');
  });
  clock.advance(1000);
  await vi.waitFor(() => expect(report).toHaveBeenCalledWith(new Error('a bug')));
  expect(never).not.toHaveBeenCalled();
});

it('a node group whose deletion fell due on a full disk is gone once there is room', async () => {
  const store = memoryStore();
  const disk = { isFull: false };
  const append = (line: string) => {
    if (disk.isFull) throw new StoreError('full');
    store.append(line);
  };
  const { clock, config } = await startTestCloud({ store: { ...store, append } });
  const eks = new EKS(config());
  const [nodegroupName] = (await eks.listNodegroups({ clusterName: 'workshop-b' })).nodegroups ?? [];
  await eks.deleteNodegroup({ clusterName: 'workshop-b', nodegroupName });
  disk.isFull = true;
  clock.advance(60_000);
  const groups = async () => (await eks.listNodegroups({ clusterName: 'workshop-b' })).nodegroups;
  expect(await groups()).toEqual([nodegroupName]);
  disk.isFull = false;
  await vi.waitFor(async () => {
    clock.advance(2000);
    expect(await groups()).toEqual([]);
  });
});
