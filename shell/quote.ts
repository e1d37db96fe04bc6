/** A word as bash takes it literally. */
export const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
