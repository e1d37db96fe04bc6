import type { PresentedSignature } from './presented-signature.ts';
import { equalInConstantTime, type Signer } from './signer.ts';

/** An aws-chunked body taken apart: the encoding in which SDKs send S3 objects together with a checksum or signatures. */
export interface ChunkedBody {
  data: Uint8Array;
  chunks: { data: Uint8Array; signature?: string }[];
  /** Headers that came after the data, names in lower case. */
  trailers: Record<string, string>;
  trailerSignature?: string;
}

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const ascii = new TextDecoder('latin1');

export function isAwsChunked(headers: Record<string, string>): boolean {
  return (
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true ||
    headers['content-encoding']?.includes('aws-chunked') === true
  );
}

/** Undefined if the body does not follow the format. AWS, "Signature calculations: transferring payload in chunks". */
export function readAwsChunked(body: Uint8Array): ChunkedBody | undefined {
  const chunks: ChunkedBody['chunks'] = [];
  let at = 0;
  for (;;) {
    const lineEnd = endOfLine(body, at);
    if (lineEnd < 0) return undefined;
    const header = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(
      ascii.decode(body.subarray(at, lineEnd)),
    );
    if (!header) return undefined;
    const size = Number.parseInt(header[1] ?? '', 16);
    const data = body.subarray(lineEnd + 2, lineEnd + 2 + size);
    if (data.length < size) return undefined;
    chunks.push({ data, signature: header[2] });
    if (size === 0)
      return { data: concatenate(chunks.map((chunk) => chunk.data)), chunks, ...readTrailers(body, lineEnd + 2) };
    at = lineEnd + 2 + size;
    if (body[at] !== 0x0d || body[at + 1] !== 0x0a) return undefined;
    at += 2;
  }
}

function readTrailers(body: Uint8Array, at: number): Pick<ChunkedBody, 'trailers' | 'trailerSignature'> {
  const lines = ascii.decode(body.subarray(at)).split(/\r?\n/).filter(Boolean);
  const { 'x-amz-trailer-signature': trailerSignature, ...trailers } = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  ) as Record<string, string>;
  return { trailers, trailerSignature };
}

/** Whether the chain of chunk signatures, which starts at the request's own, holds. */
export function chunkSignaturesHold(
  body: ChunkedBody,
  presented: PresentedSignature,
  secretAccessKey: string,
  { sign, sha256Hex }: Signer,
): boolean {
  const { date, scope } = presented;
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  let previous = presented.signature;
  const next = (kind: string, hashes: string) => {
    previous = sign(secretAccessKey, scope, `AWS4-HMAC-SHA256-${kind}\n${date}\n${scopeText}\n${previous}\n${hashes}`);
    return previous;
  };
  for (const { data, signature } of body.chunks) {
    if (!equalInConstantTime(next('PAYLOAD', `${EMPTY_HASH}\n${sha256Hex(data)}`), signature ?? '')) return false;
  }
  if (Object.keys(body.trailers).length === 0) return true;
  const trailerText = Object.entries(body.trailers)
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  return equalInConstantTime(next('TRAILER', sha256Hex(trailerText)), body.trailerSignature ?? '');
}

function endOfLine(body: Uint8Array, from: number): number {
  const at = body.indexOf(0x0d, from);
  return at >= 0 && body[at + 1] === 0x0a ? at : -1;
}

function concatenate(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
