import { CliError, USAGE } from '../cli-error.ts';

export type Shorthand = string | Shorthand[] | { [key: string]: Shorthand };

/**
 * `Key=a,Value=b`, with `{…}`, `[…]`, quotes, and `Values=a,b` for lists.
 * Grammar: docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 */
export function parseShorthand(option: string, text: string): { [key: string]: Shorthand } {
  const cursor: Cursor = { option, text, at: 0 };
  const pairs = readPairs(cursor);
  if (cursor.at < text.length) refuse(cursor, "','");
  return pairs;
}

interface Cursor {
  option: string;
  text: string;
  at: number;
}

function readPairs(cursor: Cursor, end = ''): { [key: string]: Shorthand } {
  const pairs: { [key: string]: Shorthand } = {};
  while (cursor.at < cursor.text.length && peek(cursor) !== end) {
    const key = take(cursor, /[^=,{}[\]\s]*\s*/y).trim();
    expect(cursor, '=');
    skipSpace(cursor);
    pairs[key] = readValue(cursor);
    if (peek(cursor) === ',') cursor.at += 1;
    skipSpace(cursor);
  }
  return pairs;
}

/** After a plain value, further ones without `=` belong to it and make it a list. */
function readValue(cursor: Cursor): Shorthand {
  if (peek(cursor) === '{' || peek(cursor) === '[') return readNested(cursor);
  const values = [readPlain(cursor)];
  while (/^,\s*(?:"|'|[^=,{}[\]]+(?:,|$|\}|\]))/.test(cursor.text.slice(cursor.at))) {
    cursor.at += 1;
    skipSpace(cursor);
    values.push(readPlain(cursor));
  }
  return values.length === 1 ? (values[0] ?? '') : values;
}

function readNested(cursor: Cursor): Shorthand {
  if (peek(cursor) === '{') {
    cursor.at += 1;
    const pairs = readPairs(cursor, '}');
    expect(cursor, '}');
    return pairs;
  }
  if (peek(cursor) !== '[') return readPlain(cursor);
  cursor.at += 1;
  const items: Shorthand[] = [];
  while (cursor.at < cursor.text.length && peek(cursor) !== ']') {
    items.push(readNested(cursor));
    if (peek(cursor) === ',') cursor.at += 1;
    skipSpace(cursor);
  }
  expect(cursor, ']');
  return items;
}

function readPlain(cursor: Cursor): string {
  const quote = peek(cursor);
  if (quote !== '"' && quote !== "'")
    return take(cursor, /(?:\\,|[^,\]}])*/y)
      .replaceAll('\\,', ',')
      .trimEnd();
  cursor.at += 1;
  const text = take(cursor, quote === '"' ? /(?:\\.|[^"\\])*/sy : /(?:\\.|[^'\\])*/sy);
  expect(cursor, quote);
  return text.replace(/\\(.)/gs, '$1');
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const text = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += text.length;
  return text;
}

const peek = ({ text, at }: Cursor) => text[at] ?? '';

function skipSpace(cursor: Cursor) {
  take(cursor, /\s*/y);
}

function expect(cursor: Cursor, char: string) {
  if (peek(cursor) !== char) refuse(cursor, `'${char}'`);
  cursor.at += 1;
}

function refuse(cursor: Cursor, expected: string): never {
  const received = peek(cursor) || 'EOF';
  const where = `${cursor.text}\n${' '.repeat(cursor.at)}^`;
  const problem = `Expected: ${expected}, received: '${received}' for input:\n${where}`;
  throw new CliError(USAGE, `\nError parsing parameter '${cursor.option}': ${problem}`);
}
