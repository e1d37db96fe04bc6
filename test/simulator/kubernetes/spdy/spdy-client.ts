import type { MessageChannel } from '../../../../simulator/http.ts';
import {
  createFrameReader,
  FLAG_FIN,
  type Frame,
  SYN_STREAM,
  words,
  writeFrame,
} from '../../../../simulator/kubernetes/spdy/frames.ts';
import { createHeaderWriter, join, type SpdyHeaders } from '../../../../simulator/kubernetes/spdy/header-block.ts';

/** The client's end of a connection that speaks SPDY: what the server sends is in `frames`. */
export function spdyClient(subprotocol: string) {
  const frames: Frame[] = [];
  const read = createFrameReader((frame) => void frames.push(frame));
  const writeHeaders = createHeaderWriter();
  let receive: (bytes: Uint8Array) => void = () => {};
  let leave = () => {};
  let closed = false;
  const channel: MessageChannel = {
    subprotocol,
    send: (bytes) => read(bytes),
    close() {
      closed = true;
    },
    onMessage: (listener) => {
      receive = listener;
    },
    onClose: (listener) => {
      leave = listener;
    },
  };
  return {
    channel,
    frames,
    isClosed: () => closed,
    leave: () => leave(),
    receive: (bytes: Uint8Array) => receive(bytes),
    open(id: number, headers: SpdyHeaders) {
      const payload = join([words(id, 0), new Uint8Array(2), writeHeaders(headers)]);
      receive(writeFrame({ type: SYN_STREAM, flags: 0, payload }));
    },
    send: (id: number, text: string, flags = 0) =>
      receive(writeFrame({ stream: id, flags, payload: new TextEncoder().encode(text) })),
    /** What came on a stream; `$` is its end. */
    received: (id: number) =>
      frames
        .filter((frame) => 'stream' in frame && frame.stream === id)
        .map(({ payload, flags }) => new TextDecoder().decode(payload) + (flags & FLAG_FIN ? '$' : ''))
        .join(''),
  };
}
