/** A JSON file that the learner broke. `message` is one sentence with file and line. */
export class BrokenJsonError extends Error {}

/**
 * Refuses text that is not JSON.
 *
 * Errors: BrokenJsonError naming `file` and the line at which reading stopped.
 */
export function requireJson(file: string, text: string): void {
  try {
    JSON.parse(text);
  } catch {
    const offset = firstError(text);
    const line = text.slice(0, offset).split('\n').length;
    throw new BrokenJsonError(
      `${file} is not valid JSON: line ${line}, ${describe(text, offset)}. Fix it there and repeat.`,
    );
  }
}

function describe(text: string, offset: number): string {
  const rest = text.slice(offset).trimStart();
  if (rest === '') return 'the end comes too early (a bracket, brace or quote is not closed)';
  return `unexpected ${JSON.stringify(rest.split('\n')[0]?.slice(0, 20))} (often a comma too many or too few just before)`;
}

const TOKEN = /\s*("(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/y;

/**
 * Offset of the first token that cannot stand where it is. JSON.parse's own texts name the place in some engines and
 * versions only, so this walks the tokens itself.
 */
function firstError(text: string): number {
  const open: string[] = [];
  let expected = VALUE;
  let offset = 0;
  while (offset < text.trimEnd().length) {
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(text)?.[1];
    const start = offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0);
    if (token === undefined) return start;
    const kind = /^[{}[\],:]$/.test(token) ? token : token.startsWith('"') ? '"' : 'v';
    if (!expected.includes(kind)) return start;
    if (kind === '{' || kind === '[') open.push(kind);
    if (kind === '}' || kind === ']') open.pop();
    expected = after(kind, expected, open.at(-1));
    offset = TOKEN.lastIndex;
  }
  return text.trimEnd().length;
}

const VALUE = '{["v';
const KEY = '"';

/** Which kinds of token may follow, given the innermost open bracket. */
function after(kind: string, expected: string, inside: string | undefined): string {
  if (kind === '{') return `${KEY}}`;
  if (kind === '[') return `${VALUE}]`;
  if (kind === ',') return inside === '{' ? KEY : VALUE;
  if (kind === ':') return VALUE;
  const isKey = kind === '"' && inside === '{' && (expected === KEY || expected === `${KEY}}`);
  if (isKey) return ':';
  if (inside === undefined) return '';
  return inside === '{' ? ',}' : ',]';
}
