const MAX_DEPTH = 200;
const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A JSON body. Throws for invalid UTF-8, broken JSON, and nesting beyond 200 levels, which recursive readers further in
 * could not walk. An empty body is an empty object: AWS clients send none for operations without input.
 */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  // Every level takes two bytes.
  if (body.length > 2 * MAX_DEPTH && depthOf(body) > MAX_DEPTH)
    throw new RangeError(`JSON nested deeper than ${MAX_DEPTH} levels`);
  return JSON.parse(strictUtf8.decode(body));
}

function depthOf(body: Uint8Array): number {
  let [depth, deepest] = [0, 0];
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
  }
  return deepest;
}
