import { isNestedTooDeep } from '../../nesting.ts';

/** JSON that Go's decoder refuses; the message is encoding/json's. */
export class GoJsonError extends Error {}

/** JSON.parse with the errors of Go's encoding/json (scanner.go), whose own limit is 10000 levels. Throws GoJsonError. */
export function parseGoJson(source: string): unknown {
  if (isNestedTooDeep(source)) throw new GoJsonError('exceeded max depth');
  try {
    return JSON.parse(source);
  } catch {
    throw new GoJsonError(explain(source));
  }
}

/** As the messages of json.UnmarshalTypeError name a value; undefined for null, which fits everything. */
export function goJsonKind(value: unknown): string | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Reads on until the first character that cannot be there. */
interface Scan {
  source: string;
  at: number;
}

function explain(source: string): string {
  const scan = { source, at: 0 };
  const problem = value(scan) ?? (peek(scan) === '' ? undefined : wrong(scan, 'after top-level value'));
  return problem ?? 'unexpected end of JSON input';
}

function peek(scan: Scan): string {
  while (/[ \t\r\n]/.test(scan.source[scan.at] ?? '')) scan.at += 1;
  return scan.source[scan.at] ?? '';
}

function wrong({ source, at }: Scan, context: string): string {
  const character = source[at];
  if (character === undefined) return 'unexpected end of JSON input';
  const shown = character === "'" ? "'\\''" : character === '"' ? `'"'` : `'${JSON.stringify(character).slice(1, -1)}'`;
  return `invalid character ${shown} ${context}`;
}

/** What is wrong with the value that starts here; undefined if nothing is. */
function value(scan: Scan): string | undefined {
  const first = peek(scan);
  if (first === '{') return members(scan, '}', 'after object key:value pair', member);
  if (first === '[') return members(scan, ']', 'after array element', value);
  if (first === '"') return stringLiteral(scan);
  if (/[-\d]/.test(first)) return number(scan);
  const word = ['true', 'false', 'null'].find((one) => first !== '' && one.startsWith(first));
  return word ? literal(scan, word) : wrong(scan, 'looking for beginning of value');
}

function members(scan: Scan, end: string, after: string, one: (scan: Scan) => string | undefined): string | undefined {
  scan.at += 1;
  for (let isFirst = true; !(isFirst && peek(scan) === end); isFirst = false) {
    const problem = one(scan);
    if (problem) return problem;
    if (peek(scan) === end) break;
    if (peek(scan) !== ',') return wrong(scan, after);
    scan.at += 1;
  }
  scan.at += 1;
  return undefined;
}

function member(scan: Scan): string | undefined {
  if (peek(scan) !== '"') return wrong(scan, 'looking for beginning of object key string');
  const problem = stringLiteral(scan);
  if (problem) return problem;
  if (peek(scan) !== ':') return wrong(scan, 'after object key');
  scan.at += 1;
  return value(scan);
}

function stringLiteral(scan: Scan): string | undefined {
  scan.at +=
    1 + (/^(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/u.exec(scan.source.slice(scan.at + 1))?.[0].length ?? 0);
  if (scan.source[scan.at] !== '"') {
    const escapes = scan.source[scan.at] === '\\';
    if (escapes) scan.at += 1;
    return wrong(scan, escapes ? 'in string escape code' : 'in string literal');
  }
  scan.at += 1;
  return undefined;
}

function number(scan: Scan): string | undefined {
  const [text = ''] = /^-?(?:0|[1-9]\d*)?(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(scan.source.slice(scan.at)) ?? [];
  scan.at += text.length;
  return text === '-' ? wrong(scan, 'in numeric literal') : undefined;
}

function literal(scan: Scan, word: string): string | undefined {
  for (const expected of word) {
    if (scan.source[scan.at] !== expected) return wrong(scan, `in literal ${word} (expecting '${expected}')`);
    scan.at += 1;
  }
  return undefined;
}
