/** Tells whether a text is meant by a pattern. */
export type TextTest = (text: string) => boolean;

/**
 * Wildcards inside a pattern text. They are private-use characters, so that a literal star (`${*}`, or one that came
 * out of a variable's value) can stand in the same text.
 */
export const ANY = '\uE000';
export const ONE = '\uE001';

/** Marks the wildcards of a policy's text: `*` any characters, `?` exactly one. */
export function markWildcards(text: string): string {
  return text.replaceAll('*', ANY).replaceAll('?', ONE);
}

/** A marked pattern as its author wrote it. */
export function showWildcards(pattern: string): string {
  return pattern.replaceAll(ANY, '*').replaceAll(ONE, '?');
}

/** Prepares a marked pattern; the common forms (literal, everything, prefix) compare without a search. */
export function compilePattern(pattern: string): TextTest {
  const firstAny = pattern.indexOf(ANY);
  if (pattern.includes(ONE)) return (text) => matchesPattern(pattern, text);
  if (firstAny === -1) return (text) => text === pattern;
  if (pattern.length === 1) return () => true;
  if (firstAny === pattern.length - 1) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  return (text) => matchesPattern(pattern, text);
}

/** Two cursors and one point to return to: at most pattern × text steps, whatever the policy's author wrote. */
export function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let lastAny = -1;
  let resumeAt = 0;
  while (position < text.length) {
    const wanted = pattern[at];
    if (wanted === ANY) {
      lastAny = at;
      resumeAt = position;
      at += 1;
    } else if (wanted === ONE || wanted === text[position]) {
      at += 1;
      position += 1;
    } else if (lastAny !== -1) {
      at = lastAny + 1;
      resumeAt += 1;
      position = resumeAt;
    } else return false;
  }
  while (pattern[at] === ANY) at += 1;
  return at === pattern.length;
}
