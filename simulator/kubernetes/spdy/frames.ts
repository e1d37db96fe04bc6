import { join } from './header-block.ts';

/** One frame of SPDY/3.1: a control frame has a type, a data frame a stream. SPDY draft 3.1, 2.2 */
export type Frame = { flags: number; payload: Uint8Array } & ({ type: number } | { stream: number });

export const SYN_STREAM = 1;
export const SYN_REPLY = 2;
export const RST_STREAM = 3;
export const PING = 6;
export const GOAWAY = 7;

/** The sender's last frame of a stream. */
export const FLAG_FIN = 1;

const CONTROL = 0x80000000;
const VERSION = 3;
const HEAD_BYTES = 8;

/** Takes a connection's bytes as they come, and hands on each frame when it is whole. */
export function createFrameReader(take: (frame: Frame) => void): (bytes: Uint8Array) => void {
  let rest = new Uint8Array();
  return (bytes) => {
    rest = join([rest, bytes]);
    while (rest.length >= HEAD_BYTES) {
      const view = new DataView(rest.buffer, rest.byteOffset);
      const end = HEAD_BYTES + (view.getUint32(4) & 0xffffff);
      if (rest.length < end) return;
      const first = view.getUint32(0);
      const frame = { flags: view.getUint8(4), payload: rest.subarray(HEAD_BYTES, end) };
      rest = rest.subarray(end);
      take(first >= CONTROL ? { ...frame, type: first & 0xffff } : { ...frame, stream: first });
    }
  };
}

export function writeFrame(frame: Frame): Uint8Array {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  head.setUint32(0, 'type' in frame ? CONTROL + (VERSION << 16) + frame.type : frame.stream);
  head.setUint32(4, frame.flags * 0x1000000 + frame.payload.length);
  return join([new Uint8Array(head.buffer), frame.payload]);
}

/** Payload of numbers of four bytes. */
export function words(...numbers: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  for (const [at, number] of numbers.entries()) view.setUint32(4 * at, number);
  return new Uint8Array(view.buffer);
}

export function wordAt(payload: Uint8Array, position = 0): number {
  return new DataView(payload.buffer, payload.byteOffset).getUint32(position);
}
