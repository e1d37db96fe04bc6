import { constants, createDeflate, createInflate } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  createHeaderReader,
  createHeaderWriter,
  DICTIONARY,
} from '../../../../simulator/kubernetes/spdy/header-block.ts';

/** Header blocks as clients send them: one zlib stream with SPDY's dictionary, flushed after each block. */
function zlibBlocks() {
  const deflate = createDeflate({ dictionary: DICTIONARY, level: 9 });
  return (bytes: Uint8Array) =>
    new Promise<Uint8Array>((resolve) => {
      const parts: Buffer[] = [];
      const onData = (part: Buffer) => parts.push(part);
      deflate.on('data', onData).write(bytes, () => {
        deflate.flush(constants.Z_SYNC_FLUSH, () => {
          deflate.off('data', onData);
          resolve(new Uint8Array(Buffer.concat(parts)));
        });
      });
    });
}

const text = (value: string) => Buffer.concat([Buffer.from([0, 0, 0, value.length]), Buffer.from(value)]);

describe('header blocks', () => {
  it('are read one after the other from one compressed stream', async () => {
    const compress = zlibBlocks();
    const read = createHeaderReader();
    for (const port of ['80', '8080']) {
      const pairs = [text('port'), text(port), text('streamType'), text('data')];
      const block = await compress(Buffer.concat([Buffer.from([0, 0, 0, 2]), ...pairs]));
      expect(read(block)).toEqual({ port, streamtype: 'data' });
    }
  });

  it('are written so that zlib reads them, with the checksum of SPDY/3’s dictionary', async () => {
    const write = createHeaderWriter();
    const inflate = createInflate({ dictionary: DICTIONARY });
    const first = write({ name: 'one' });
    // As net/spdy of Go and Chromium's server write it.
    expect([...first.subarray(2, 6)]).toEqual([0xe3, 0xc6, 0xa7, 0xc2]);
    const parts: Buffer[] = [];
    inflate.on('data', (part: Buffer) => parts.push(part));
    for (const block of [first, write({ name: 'two' })]) inflate.write(block);
    await new Promise<void>((resolve) => inflate.flush(() => resolve()));
    const pairs = (value: string) => Buffer.concat([Buffer.from([0, 0, 0, 1]), text('name'), text(value)]);
    expect(Buffer.concat(parts)).toEqual(Buffer.concat([pairs('one'), pairs('two')]));
  });
});
