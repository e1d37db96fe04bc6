import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDiskStore } from '../../host/disk-store.ts';
import { explainWriteError } from '../../host/host-error.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'disk-store-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the journal', () => {
  it('is on disk when append returns', () => {
    const store = openDiskStore(home);
    store.append('{"a":1}');
    expect(readFileSync(join(home, 'journal.jsonl'), 'utf8')).toBe('{"a":1}\n');
    store.close();
  });

  it('leaves out a last line that a crash cut off, and goes on after it', () => {
    openDiskStore(home).close();
    appendFileSync(join(home, 'journal.jsonl'), 'whole\nto');
    const store = openDiskStore(home);
    store.append('next');
    expect([...store.read()]).toEqual(['whole', 'next']);
    store.close();
  });

  it('is replaced as a whole and takes further lines', () => {
    const store = openDiskStore(home);
    store.append('old');
    store.rewrite(['one', 'two']);
    store.append('three');
    expect([...store.read()]).toEqual(['one', 'two', 'three']);
    store.close();
  });

  it('is readable by its owner only', () => {
    const store = openDiskStore(home);
    store.writeBlob('abc', new Uint8Array([1]));
    for (const file of ['journal.jsonl', 'blobs/abc', 'lock'])
      expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'blobs')).mode & 0o777).toBe(0o700);
    store.close();
  });
});

describe('blobs', () => {
  it('are kept by id', () => {
    const store = openDiskStore(home);
    store.writeBlob('abc', new Uint8Array([1, 2]));
    expect([...(store.readBlob('abc') ?? [])]).toEqual([1, 2]);
    store.deleteBlob('abc');
    expect(store.readBlob('abc')).toBeUndefined();
    store.close();
  });

  it.each(['../journal', 'a/b', '', '.', 'x'.repeat(129)])('refuse the id %j', (id) => {
    const store = openDiskStore(home);
    expect(() => store.readBlob(id)).toThrow(`Not a blob id: ${JSON.stringify(id)}`);
    store.close();
  });
});

describe('the lock', () => {
  it('keeps a second local cloud out and says how to go on', () => {
    const store = openDiskStore(home);
    expect(() => openDiskStore(home)).toThrow(
      `The local cloud with process id ${process.pid} is using ${home}. Stop it with npm run lab:stop, or set LAB_HOME to another directory.`,
    );
    store.close();
    openDiskStore(home).close();
  });

  it('is taken over from a process that is gone', () => {
    // Above Linux' and macOS' highest pid.
    writeFileSync(join(home, 'lock'), '999999999\n');
    openDiskStore(home).close();
  });
});

it('explains a full disk', () => {
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  expect(explainWriteError(full, '/x')).toMatchObject({
    code: 'DiskFull',
    message: 'No space left for /x. Free some disk space and repeat; nothing was lost.',
  });
});
