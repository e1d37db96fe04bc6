/** What the agent reads of a token; it checks no signature. facts B.3 */
export interface TokenTimes {
  exp?: number;
  nbf?: number;
}

/** The token is not a JWT; the message is the one that golang-jwt v5 gives, whose order of checks this follows. */
export class TokenMalformed extends Error {}

const BASE64URL = /[^A-Za-z0-9_-]/;

/** Reads a JWT's claims without verifying them. Errors: TokenMalformed. golang-jwt v5 parser.go ParseUnverified */
export function parseToken(token: string): TokenTimes {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) {
    throw new TokenMalformed('token is malformed: token contains an invalid number of segments');
  }
  const { alg } = readSegment(header, 'header');
  const read = readSegment(claims, 'claim');
  if (typeof alg !== 'string') throw new TokenMalformed('token is unverifiable: signing method (alg) is unspecified');
  return read;
}

function readSegment(segment: string, name: string): Record<string, unknown> & TokenTimes {
  const text = decodeBase64Url(segment, name);
  try {
    return JSON.parse(text);
  } catch {
    throw new TokenMalformed(`token is malformed: could not JSON decode ${name}: ${jsonProblem(text)}`);
  }
}

function decodeBase64Url(segment: string, name: string): string {
  const illegal = segment.search(BASE64URL);
  // A lone last character holds six bits only: Go names its position as illegal too.
  const position = illegal >= 0 ? illegal : segment.length % 4 === 1 ? segment.length - 1 : undefined;
  if (position !== undefined) {
    const cause = `illegal base64 data at input byte ${position}`;
    throw new TokenMalformed(`token is malformed: could not base64 decode ${name}: ${cause}`);
  }
  return atob(segment.replaceAll('-', '+').replaceAll('_', '/'));
}

/** The words of Go's encoding/json for the two commonest cases; others are told apart by their first character only. */
function jsonProblem(text: string): string {
  if (text.trim() === '' || /^\s*[{[]/.test(text)) return 'unexpected end of JSON input';
  return `invalid character '${text.trim().charAt(0)}' looking for beginning of value`;
}
