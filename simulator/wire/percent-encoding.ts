const UNRESERVED = /^[A-Za-z0-9_.~-]*$/;
const RESERVED_YET_UNESCAPED = /[!'()*]/g;

/** RFC 3986 encoding of all but the unreserved characters, as Signature Version 4 asks for. */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text).replace(
    RESERVED_YET_UNESCAPED,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decodes one path segment or label; undefined if its escapes are no UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
