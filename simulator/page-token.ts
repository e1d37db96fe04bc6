/** The token of a list's next page, opaque to clients: it starts at the item of that number. */
export const pageToken = (start: number) => btoa(`after:${start}`);

/** Where the page of that token starts; undefined if the token was never given. */
export function startOfPage(token: string): number | undefined {
  const [, digits] = /^after:(\d{1,9})$/.exec(decoded(token)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}
