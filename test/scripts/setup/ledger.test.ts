import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../../scripts/kit/setup/ledger.ts';
import { clusterNames, newRunId, type Run, runOfStack, STACKS, stackName } from '../../../scripts/kit/setup/run.ts';
import { beginRun, endRun, findCurrentRun, openRun } from '../../../scripts/kit/setup/run-folder.ts';

const NOW = Date.UTC(2026, 10, 24, 9);
const now = () => NOW;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'workshop-ledger-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const runOf = (id: string): Run => ({
  id,
  account: '111122223333',
  region: 'us-west-2',
  startedAt: NOW,
  clusters: clusterNames(id),
  makesClusters: true,
});

describe('a ledger', () => {
  const intended = { event: 'intended', kind: 'stack', name: 'one' } as const;

  it('keeps its entries in order, with their time, for its owner only', () => {
    const path = join(home, 'run', 'ledger.jsonl');
    const ledger = openLedger(path, now);
    ledger.write(intended);
    ledger.write({ ...intended, event: 'made' });
    expect(openLedger(path, now).entries()).toEqual([
      { at: '2026-11-24T09:00:00.000Z', ...intended },
      { at: '2026-11-24T09:00:00.000Z', ...intended, event: 'made' },
    ]);
    expect([statSync(path).mode & 0o777, statSync(join(home, 'run')).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('passes over a line that was cut off, and goes on after it', () => {
    const path = join(home, 'ledger.jsonl');
    const ledger = openLedger(path, now);
    ledger.write(intended);
    appendFileSync(path, '{"at":"2026-11-24T09');
    ledger.write({ ...intended, event: 'made' });
    expect(ledger.entries().map(({ event }) => event)).toEqual(['intended', 'made']);
    expect(readFileSync(path, 'utf8').endsWith('\n')).toBe(true);
  });

  it('stops whoever cannot write down what is meant', () => {
    const message = 'EISDIR: illegal operation on a directory, read';
    expect(() => openLedger(home, now).write(intended)).toThrow(expect.objectContaining({ code: 'EISDIR', message }));
  });
});

describe('the current run', () => {
  it('is the one that was begun, until it ends', () => {
    expect(findCurrentRun(home)).toBeUndefined();
    beginRun(home, runOf('0000001'), now);
    expect(findCurrentRun(home)?.run).toEqual(runOf('0000001'));
    endRun(home);
    expect(findCurrentRun(home)).toBeUndefined();
    expect(openRun(home, '0000001')?.run.id).toBe('0000001');
  });

  it('stays the first when two programs begin one', () => {
    beginRun(home, runOf('0000001'), now);
    expect(beginRun(home, runOf('0000002'), now).run.id).toBe('0000001');
  });

  it('is none if its ledger is lost, and another takes its place', () => {
    beginRun(home, runOf('0000001'), now);
    rmSync(join(home, '0000001'), { recursive: true });
    expect(findCurrentRun(home)).toBeUndefined();
    expect(beginRun(home, runOf('0000002'), now).run.id).toBe('0000002');
    expect(findCurrentRun(home)?.run.id).toBe('0000002');
  });
});

describe('a run’s names', () => {
  it('hold its id, of seven letters and digits', () => {
    expect(newRunId(() => new Uint8Array([0, 0, 0, 1]))).toBe('0000001');
    expect(newRunId(() => new Uint8Array([255, 255, 255, 255]))).toBe('1z141z3');
    expect(clusterNames('1z141z3')).toEqual({ CLUSTER_A: 'workshop-a-1z141z3', CLUSTER_B: 'workshop-b-1z141z3' });
  });

  it('are recognized as the run’s, and like names are not', () => {
    const run = runOf('1z141z3');
    expect(STACKS.map((kind) => runOfStack(stackName(run, kind)))).toEqual(['1z141z3', '1z141z3', '1z141z3']);
    const like = [
      'pod-identity-workshop-1z141z3-network-2',
      'my-pod-identity-workshop-1z141z3-network',
      'pod-identity-workshop-network',
    ];
    expect(like.map(runOfStack)).toEqual([undefined, undefined, undefined]);
  });
});
