import type { TransportResponse } from '../transport.ts';

/** A body's lines as they come; the last one even without a newline. */
export async function* lines(body: TransportResponse['body']): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts(body)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest) yield rest;
}

/** A body as text, chunk by chunk. */
export async function* texts(body: TransportResponse['body']): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  if (body instanceof Uint8Array) yield decoder.decode(body);
  else for await (const chunk of body) yield decoder.decode(chunk, { stream: true });
}
