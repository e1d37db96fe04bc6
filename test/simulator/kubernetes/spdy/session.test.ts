import { describe, expect, it } from 'vitest';
import {
  FLAG_FIN,
  GOAWAY,
  PING,
  RST_STREAM,
  SYN_REPLY,
  words,
  writeFrame,
} from '../../../../simulator/kubernetes/spdy/frames.ts';
import { openSpdySession, type SpdyStream } from '../../../../simulator/kubernetes/spdy/session.ts';
import { spdyClient } from './spdy-client.ts';

function session() {
  const client = spdyClient('SPDY/3.1+portforward.k8s.io');
  const streams: SpdyStream[] = [];
  const { close } = openSpdySession(client.channel, (stream) => void streams.push(stream));
  return { client, streams, close };
}

async function readAll(input: AsyncIterable<Uint8Array> | never[]): Promise<string> {
  let text = '';
  for await (const bytes of input) text += new TextDecoder().decode(bytes);
  return text;
}

const typesOf = (client: ReturnType<typeof spdyClient>) =>
  client.frames.map((frame) => ('type' in frame ? frame.type : 'data'));

describe('a SPDY session', () => {
  it('answers a stream at once, and carries data both ways', async () => {
    const { client, streams } = session();
    client.open(1, { streamtype: 'data' });
    expect(typesOf(client)).toEqual([SYN_REPLY]);
    client.send(1, 'hello ');
    client.send(1, 'world', FLAG_FIN);
    expect(streams[0]?.headers).toEqual({ streamtype: 'data' });
    expect(await readAll(streams[0]?.input ?? [])).toBe('hello world');
    streams[0]?.send(new TextEncoder().encode('thanks'));
    streams[0]?.end();
    expect(client.received(1)).toBe('thanks$');
  });

  it('takes frames in pieces, and several at a time', async () => {
    const { client, streams } = session();
    client.open(1, {});
    const frame = (text: string, flags = 0) =>
      writeFrame({ stream: 1, flags, payload: new TextEncoder().encode(text) });
    const bytes = new Uint8Array([...frame('one '), ...frame('two', FLAG_FIN)]);
    for (const [from, to] of [
      [0, 3],
      [3, 9],
      [9, bytes.length],
    ])
      client.receive(bytes.subarray(from, to));
    expect(await readAll(streams[0]?.input ?? [])).toBe('one two');
  });

  it('echoes pings', () => {
    const { client } = session();
    client.receive(writeFrame({ type: PING, flags: 0, payload: words(7) }));
    expect(client.frames).toEqual([{ type: PING, flags: 0, payload: words(7) }]);
  });

  it('drops a stream that is reset, and all of them when the client leaves', async () => {
    const { client, streams } = session();
    client.open(1, {});
    client.open(3, {});
    client.receive(writeFrame({ type: RST_STREAM, flags: 0, payload: words(1, 5) }));
    expect(streams.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    streams[0]?.send(new TextEncoder().encode('too late'));
    expect(client.received(1)).toBe('');
    client.leave();
    expect(streams.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(await readAll(streams[1]?.input ?? [])).toBe('');
  });

  it('says which stream was the last when it goes away', () => {
    const { client, close } = session();
    client.open(5, {});
    close();
    expect(client.frames.at(-1)).toEqual({ type: GOAWAY, flags: 0, payload: words(5, 0) });
    expect(client.isClosed()).toBe(true);
  });
});
