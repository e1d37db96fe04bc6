/**
 * What a page shows of a command's output, compared with what it printed. A page may leave lines out, and writes `…` for a
 * part of a line. What differs each time (ids, hashes, keys, times) is not compared.
 *
 * Answers the first line that is shown and was not printed, after those before it; undefined if there is none.
 */
export function missingLine(shown: string, printed: string): string | undefined {
  const lines = linesOf(printed);
  let at = 0;
  for (const line of linesOf(shown)) {
    const found = lines.findIndex((one, index) => index >= at && matches(line, one));
    if (found < 0) return line;
    at = found + 1;
  }
  return undefined;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => mask(line).replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '' && line !== '…');

const TIME = /\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d:\d\d)?|\b\d+ ?(s|ms|m)\b/g;
/** A secret that is cut off shows some of its letters. */
const CUT_OFF = /[\w+/=-]+…/g;
const WORD_WITH_DIGIT = /[\w+=-]*\d[\w+=-]*/g;

/** Times become `#`, and so do words of five letters and more that hold a digit: ids, hashes, keys. */
function mask(line: string): string {
  return line
    .replace(CUT_OFF, '…')
    .replace(TIME, '#')
    .replace(WORD_WITH_DIGIT, (word) => (word.length >= 5 ? '#' : word));
}

function matches(shown: string, printed: string): boolean {
  const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(printed);
}
