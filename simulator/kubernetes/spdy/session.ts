import type { MessageChannel } from '../../http.ts';
import { createPushStream, type PushStream } from '../api-server/push-stream.ts';
import {
  createFrameReader,
  FLAG_FIN,
  type Frame,
  GOAWAY,
  PING,
  RST_STREAM,
  SYN_REPLY,
  SYN_STREAM,
  wordAt,
  words,
  writeFrame,
} from './frames.ts';
import { createHeaderReader, createHeaderWriter, join, type SpdyHeaders } from './header-block.ts';

/** A stream that the client opened. */
export interface SpdyStream {
  headers: SpdyHeaders;
  /** What the client sends, to the end of its half. */
  input: AsyncIterable<Uint8Array>;
  /** Aborted when the client resets the stream or goes away. */
  signal: AbortSignal;
  send(bytes: Uint8Array): void;
  /** Ends this side's half. */
  end(): void;
}

interface OpenStream {
  input: PushStream<Uint8Array>;
  gone: AbortController;
}

/** The largest payload of a frame; smaller ones let streams take turns. */
const CHUNK_BYTES = 64 * 1024;

/**
 * The server's side of SPDY/3.1 on a connection of bytes. Without flow control, as Kubernetes' own library is:
 * moby/spdystream ignores WINDOW_UPDATE. `close` says GOAWAY.
 */
export function openSpdySession(channel: MessageChannel, onStream: (stream: SpdyStream) => void): { close(): void } {
  const readHeaders = createHeaderReader();
  const writeHeaders = createHeaderWriter();
  const streams = new Map<number, OpenStream>();
  let last = 0;
  const send = (frame: Frame) => channel.send(writeFrame(frame));
  const drop = (id: number) => {
    streams.get(id)?.input.end();
    streams.get(id)?.gone.abort();
    streams.delete(id);
  };

  function open({ flags, payload }: Frame): void {
    const id = wordAt(payload);
    // After the two streams' numbers come a priority and a slot. SPDY draft 3.1, 2.6.1
    const headers = readHeaders(payload.subarray(10));
    const stream = { input: createPushStream<Uint8Array>(() => {}), gone: new AbortController() };
    streams.set(id, stream);
    last = id;
    send({ type: SYN_REPLY, flags: 0, payload: join([words(id), writeHeaders({})]) });
    if (flags & FLAG_FIN) stream.input.end();
    onStream({
      headers,
      input: stream.input,
      signal: stream.gone.signal,
      send: (bytes) => sendData(id, bytes),
      end: () => void (streams.has(id) && send({ stream: id, flags: FLAG_FIN, payload: new Uint8Array() })),
    });
  }

  function sendData(id: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && streams.has(id); at += CHUNK_BYTES) {
      send({ stream: id, flags: 0, payload: bytes.subarray(at, at + CHUNK_BYTES) });
    }
  }

  function take(frame: Frame): void {
    if ('stream' in frame) {
      const input = streams.get(frame.stream)?.input;
      if (frame.payload.length > 0) input?.push(frame.payload);
      if (frame.flags & FLAG_FIN) input?.end();
    } else if (frame.type === SYN_STREAM) open(frame);
    else if (frame.type === RST_STREAM) drop(wordAt(frame.payload));
    else if (frame.type === PING) send(frame);
  }

  channel.onMessage(createFrameReader(take));
  channel.onClose(() => [...streams.keys()].forEach(drop));
  return {
    close() {
      send({ type: GOAWAY, flags: 0, payload: words(last, 0) });
      channel.close(1000);
    },
  };
}
