import type { Reader } from './reader.ts';

/** How far ahead the parenthesis is that closes the one at `offset`; the end of the expression if none does. */
function closingOffset(reader: Reader, offset: number): number {
  let depth = 0;
  let at = offset;
  for (; reader.peek(at).kind !== 'end'; at += 1) {
    const { text } = reader.peek(at);
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return at;
}

/** The token after the parentheses that open here. */
export function afterParentheses(reader: Reader) {
  return reader.peek(closingOffset(reader, 0) + 1);
}

/** Reads what stands in parentheses, or without. Errors: ValidationException for one pair too many. */
export function inParentheses<Part>(reader: Reader, parse: (reader: Reader) => Part): Part {
  if (reader.peek().text !== '(') return parse(reader);
  if (reader.peek(1).text === '(' && closingOffset(reader, 1) + 1 === closingOffset(reader, 0)) {
    throw reader.refusal('The expression has redundant parentheses;');
  }
  reader.next();
  const part = parse(reader);
  reader.expect(')');
  return part;
}
