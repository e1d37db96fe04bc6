import { describe, expect, it } from 'vitest';
import { check, lab, type Observation, step } from '../../labs/kit/lab.ts';
import { type Patience, verify } from '../../labs/kit/verify.ts';
import type { World } from '../../labs/kit/world.ts';

const world = {} as World;

function frozenPatience(limits: { settleMs: number; graceMs: number }): Patience & { slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    now += ms;
  };
  return { ...limits, now: () => now, sleep, slept };
}

function labSeeing(observe: () => Promise<Observation>) {
  const only = check({ must: 'it holds', expected: 'a thing', next: 'Make it.', observe });
  const one = step('one', { title: 'One', checks: [only], hints: ['a', 'b', 'c'] });
  return lab({ id: '99', page: '99-x', title: 'X', minutes: 1, steps: [one], leftovers: async () => [] });
}

const judge = (observe: () => Promise<Observation>, patience: Patience) => {
  const one = labSeeing(observe);
  return verify(one, one.steps, world, patience);
};

describe('a step that a real account does without', () => {
  const localOnly = 'it would be rude.';
  const fill = () => {
    const one = labSeeing(async () => ({ ok: false, seen: 'nothing' }));
    return { ...one, steps: one.steps.map((each) => ({ ...each, localOnly })) };
  };
  const look = (isRealAccount: boolean) =>
    verify(fill(), fill().steps, { isRealAccount } as World, frozenPatience({ settleMs: 0, graceMs: 0 }));

  it('is left out there, and says why', async () => {
    expect(await look(true)).toMatchObject([{ ok: true, seen: 'not looked at', leftOut: localOnly }]);
  });

  it('is judged on the local cloud', async () => {
    const [verdict] = await look(false);
    expect(verdict).toMatchObject({ ok: false, seen: 'nothing' });
    expect(verdict).not.toHaveProperty('leftOut');
  });
});

describe('verify', () => {
  it('says what was seen, what was expected and what to do next', async () => {
    const verdicts = await judge(
      async () => ({ ok: false, seen: 'nothing' }),
      frozenPatience({ settleMs: 0, graceMs: 0 }),
    );
    expect(verdicts).toEqual([
      { lab: '99', step: 'one', check: 'it holds', ok: false, seen: 'nothing', expected: 'a thing', next: 'Make it.' },
    ]);
  });

  it('judges at once where nothing is moving', async () => {
    const patience = frozenPatience({ settleMs: 10_000, graceMs: 0 });
    await judge(async () => ({ ok: false, seen: 'nothing' }), patience);
    expect(patience.slept).toEqual([]);
  });

  it('looks again while the world is moving, until it holds', async () => {
    const patience = frozenPatience({ settleMs: 10_000, graceMs: 0 });
    let looks = 0;
    const [verdict] = await judge(async () => {
      looks += 1;
      return looks < 3 ? { ok: false, seen: 'starting', settling: true } : { ok: true, seen: 'ready' };
    }, patience);
    expect(verdict).toMatchObject({ ok: true, seen: 'ready', next: '' });
    expect(patience.slept).toHaveLength(2);
  });

  it('gives up at the deadline', async () => {
    const patience = frozenPatience({ settleMs: 1000, graceMs: 0 });
    const [verdict] = await judge(async () => ({ ok: false, seen: 'starting', settling: true }), patience);
    expect(verdict).toMatchObject({ ok: false, seen: 'starting' });
    expect(patience.now()).toBeLessThan(1200);
  });

  it('shows an error of the look as what was seen', async () => {
    const [verdict] = await judge(
      async () => {
        throw new TypeError('fetch failed');
      },
      frozenPatience({ settleMs: 0, graceMs: 0 }),
    );
    expect(verdict).toMatchObject({ ok: false, seen: 'TypeError: fetch failed' });
  });
});
