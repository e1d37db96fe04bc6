import { Unzlib } from 'fflate';

/** Names in lower case. */
export type SpdyHeaders = Record<string, string>;

/** Reads the header blocks of one connection, which share one zlib stream. Throws on what is not SPDY/3. */
export function createHeaderReader(): (block: Uint8Array) => SpdyHeaders {
  let text = new Uint8Array();
  const inflater = new Unzlib({ dictionary: DICTIONARY }, (part) => {
    text = join([text, part]);
  });
  return (block) => {
    text = new Uint8Array();
    inflater.push(block);
    return readPairs(text);
  };
}

/** Writes header blocks of one connection uncompressed: stored blocks are good zlib, and a server sends few headers. */
export function createHeaderWriter(): (headers: SpdyHeaders) => Uint8Array {
  // RFC 1950, 2.2: deflate with a window of 32 KB and a preset dictionary, which its checksum names.
  let start = join([new Uint8Array([0x78, 0x20]), uint32(adler32(DICTIONARY))]);
  return (headers) => {
    // Without the empty block after it, which zlib writes at a flush, Go's reader waits for more.
    const block = join([start, storedBlock(writePairs(headers)), storedBlock(new Uint8Array())]);
    start = new Uint8Array();
    return block;
  };
}

/** RFC 1951, 3.2.4: not the last block, then the length and its complement, the low byte first. */
function storedBlock(bytes: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(5));
  head.setUint16(1, bytes.length, true);
  head.setUint16(3, ~bytes.length & 0xffff, true);
  return join([new Uint8Array(head.buffer), bytes]);
}

/** SPDY draft 3.1, 2.6.10: a count, then names and values, each with its length before it. */
function readPairs(block: Uint8Array): SpdyHeaders {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  let position = 4;
  const next = () => {
    const length = view.getUint32(position);
    position += 4 + length;
    return new TextDecoder().decode(block.subarray(position - length, position));
  };
  const headers: SpdyHeaders = {};
  for (let left = view.getUint32(0); left > 0; left -= 1) {
    const name = next();
    headers[name.toLowerCase()] = next();
  }
  return headers;
}

function writePairs(headers: SpdyHeaders): Uint8Array {
  const entries = Object.entries(headers);
  return join([uint32(entries.length), ...entries.flat().map(withLength)]);
}

function withLength(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return join([uint32(bytes.length), bytes]);
}

function uint32(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

/** RFC 1950, 8.2 */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 0x10000 + low;
}

export function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

// SPDY draft 3.1, 2.6.10.1: words with their lengths, then bare text.
const WORDS = [
  ...'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges'.split(
    ' ',
  ),
  ...'age allow authorization cache-control connection content-base content-encoding content-language'.split(' '),
  ...'content-length content-location content-md5 content-range content-type date etag expect expires'.split(' '),
  ...'from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified'.split(' '),
  ...'location max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after'.split(' '),
  ...'server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate'.split(' '),
  ...[
    'method',
    'get',
    'status',
    '200 OK',
    'version',
    'HTTP/1.1',
    'url',
    'public',
    'set-cookie',
    'keep-alive',
    'origin',
  ],
];
const TEXT = [
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505',
  '203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized',
  '403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service Unavailable',
  'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMT',
  'chunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,',
  'text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.',
].join('');
export const DICTIONARY = join([...WORDS.map(withLength), new TextEncoder().encode(TEXT)]);
