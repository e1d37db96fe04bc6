import { expect, it } from 'vitest';
import { createReplica } from '../../../simulator/state/replica.ts';
import { openState } from '../../../simulator/state/state.ts';
import { memoryStore } from '../../../simulator/state/store.ts';
import { frozenClock } from '../wire/test-endpoint.ts';

function lateRoles() {
  const clock = frozenClock();
  const setting = { late: true };
  const lags = [{ tables: /roles$/, ms: 4_000 }];
  const state = openState(memoryStore());
  const { primary, replica } = createReplica({ state, clock, lags, isLate: () => setting.late });
  return { clock, setting, primary, replica, roles: primary.table<string>('iam/roles') };
}

it('sees changes of a table once its lag has passed', () => {
  const { clock, primary, replica, roles } = lateRoles();
  roles.put('app', 'first');
  expect(primary.table('iam/roles').get('app')).toBe('first');
  expect(replica.table('iam/roles').get('app')).toBeUndefined();
  clock.advance(3_999);
  expect(replica.table('iam/roles').has('app')).toBe(false);
  clock.advance(1);
  expect(replica.table('iam/roles').get('app')).toBe('first');
});

it('sees what was before each of several changes, in their order', () => {
  const { clock, replica, roles } = lateRoles();
  roles.put('app', 'first');
  clock.advance(3_000);
  roles.put('app', 'second');
  clock.advance(2_000);
  expect(replica.table('iam/roles').get('app')).toBe('first');
  clock.advance(2_000);
  expect(replica.table('iam/roles').get('app')).toBe('second');
});

it('keeps what was deleted, in lists and counts too', () => {
  const { clock, replica, roles } = lateRoles();
  roles.put('old', 'a');
  clock.advance(4_000);
  roles.put('new', 'b');
  roles.delete('old');
  const late = replica.table<string>('iam/roles');
  expect([[...late.entries()], [...late.keys()], [...late.values()], late.size]).toEqual([
    [['old', 'a']],
    ['old'],
    ['a'],
    1,
  ]);
  clock.advance(4_000);
  expect([...replica.table<string>('iam/roles').keys()]).toEqual(['new']);
});

it('leaves other tables alone, and writes to the state itself', () => {
  const { primary, replica } = lateRoles();
  replica.table('credentials/keys').put('AKIA', 'key');
  replica.table('iam/roles').put('app', 'role');
  expect(replica.table('credentials/keys').get('AKIA')).toBe('key');
  expect(primary.table('iam/roles').get('app')).toBe('role');
});

it('sees everything at once while the switch is off, and from before it was on', () => {
  const { setting, replica, roles } = lateRoles();
  setting.late = false;
  roles.put('app', 'first');
  expect(replica.table('iam/roles').get('app')).toBe('first');
  setting.late = true;
  expect(replica.table('iam/roles').get('app')).toBe('first');
});

it('has what a transaction took back as it was', () => {
  const { clock, primary, replica, roles } = lateRoles();
  roles.put('app', 'first');
  clock.advance(4_000);
  const change = () =>
    primary.transaction(() => {
      roles.put('app', 'second');
      throw new Error('taken back');
    });
  expect(change).toThrow('taken back');
  expect(replica.table('iam/roles').get('app')).toBe('first');
  clock.advance(4_000);
  expect(replica.table('iam/roles').get('app')).toBe('first');
});
