import { IAM } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { services } from '../../../simulator/services.ts';
import { openState } from '../../../simulator/state/state.ts';
import { memoryStore, StoreError } from '../../../simulator/state/store.ts';
import { testEndpoint } from '../wire/test-endpoint.ts';

/** A store whose disk may be full. */
function smallStore() {
  const store = memoryStore();
  const disk = { isFull: false };
  const append = (line: string) => {
    if (disk.isFull) throw new StoreError('No space left for the journal. Free some disk space and repeat.');
    store.append(line);
  };
  return { disk, store: { ...store, append } };
}

it('holds nothing that its store could not keep', () => {
  const { disk, store } = smallStore();
  const state = openState(store);
  const table = state.table<number>('numbers');
  table.put('one', 1);
  disk.isFull = true;
  expect(() => table.put('two', 2)).toThrow(StoreError);
  expect(() => table.delete('one')).toThrow('No space left for the journal.');
  expect(() => state.transaction(() => table.put('one', 11))).toThrow(StoreError);
  expect([...table.entries()]).toEqual([['one', 1]]);
  disk.isFull = false;
  table.put('three', 3);
  expect([...openState(store).table('numbers').entries()]).toEqual([
    ['one', 1],
    ['three', 3],
  ]);
});

it('lets a caller of AWS know why nothing can be changed', async () => {
  const { disk, store } = smallStore();
  const endpoint = testEndpoint({ services, state: openState(store) });
  const iam = new IAM(endpoint.clientConfig());
  disk.isFull = true;
  const refused = await iam.createUser({ UserName: 'ann' }).catch((error: Error) => error);
  expect(refused).toMatchObject({
    name: 'InternalFailure',
    message: 'No space left for the journal. Free some disk space and repeat.',
    $metadata: { httpStatusCode: 500 },
  });
  expect((await iam.listUsers({})).Users).toEqual([]);
  expect(endpoint.reported).toEqual([]);
});
