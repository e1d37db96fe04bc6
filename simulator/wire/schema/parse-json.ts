import { isNestedTooDeep, MAX_NESTING } from '../../nesting.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A JSON body. Throws for invalid UTF-8, broken JSON, and nesting beyond 200 levels, which recursive readers further in
 * could not walk. An empty body is an empty object: AWS clients send none for operations without input.
 */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  const text = strictUtf8.decode(body);
  if (isNestedTooDeep(text)) throw new RangeError(`JSON nested deeper than ${MAX_NESTING} levels`);
  return JSON.parse(text);
}
