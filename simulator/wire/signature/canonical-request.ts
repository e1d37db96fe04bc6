import type { HttpRequest } from '../../http.ts';
import { percentEncode } from '../percent-encoding.ts';
import type { PresentedSignature } from './presented-signature.ts';

/** What the client must have signed. AWS, Signature Version 4, "Create a canonical request". */
export function canonicalRequest(options: {
  request: HttpRequest;
  query: URLSearchParams;
  presented: PresentedSignature;
  payloadHash: string;
}): string {
  const { request, query, presented, payloadHash } = options;
  const path = presented.scope.service === 's3' ? request.path : encodeAgain(request.path);
  let headers = '';
  for (const name of presented.signedHeaders) headers += `${name}:${canonicalValue(request.headers[name])}\n`;
  const signedHeaders = presented.signedHeaders.join(';');
  return `${request.method}\n${path}\n${canonicalQuery(query)}\n${headers}\n${signedHeaders}\n${payloadHash}`;
}

/** All services but S3 sign the path encoded twice, and without empty, `.` and `..` segments. */
function encodeAgain(path: string): string {
  if (path === '/') return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(percentEncode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs: string[] = [];
  for (const [name, value] of query) {
    if (name !== 'X-Amz-Signature') pairs.push(`${percentEncode(name)}=${percentEncode(value)}`);
  }
  // `=` sorts above the unreserved characters it could meet at the end of a name, so compare name and value apart.
  return pairs.length < 2 ? pairs.join('') : pairs.map(splitPair).sort(comparePairs).map(joinPair).join('&');
}

interface Pair {
  name: string;
  value: string;
}

const splitPair = (text: string): Pair => {
  const at = text.indexOf('=');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
};
const joinPair = ({ name, value }: Pair) => `${name}=${value}`;
const comparePairs = (one: Pair, other: Pair) => compare(one.name, other.name) || compare(one.value, other.value);
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

// Single spaces, as most headers have them, stay as they are.
const TO_ONE_SPACE = /\s\s+|[^\S ]/g;

function canonicalValue(value: string | undefined): string {
  return (value ?? '').trim().replace(TO_ONE_SPACE, ' ');
}
