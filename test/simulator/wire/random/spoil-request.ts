import type { HttpRequest } from '../../../../simulator/http.ts';
import type { Random } from './random.ts';
import { bytesOf, encoded } from './random-request.ts';
import { HOSTILE_TEXTS } from './random-words.ts';

type Spoil = (request: HttpRequest, random: Random) => HttpRequest;

const withBody =
  (text: string): Spoil =>
  (request) => ({ ...request, body: bytesOf(text) });
const withHeader =
  (name: string, values: readonly string[]): Spoil =>
  (request, random) => ({ ...request, headers: { ...request.headers, [name]: random.pick(values) } });

/** What goes wrong before a request is signed. */
const SPOILS: readonly Spoil[] = [
  (request, random) => ({ ...request, body: request.body.slice(0, random.below(request.body.length + 1)) }),
  flipBytes,
  (request) => ({ ...request, body: Uint8Array.of(0xff, 0xfe, 0xc3, 0x28, ...request.body) }),
  withBody(''),
  withBody('{"a":'.repeat(100_000)),
  withBody(`${'['.repeat(150)}${']'.repeat(150)}`),
  withBody('{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}}}'),
  withBody('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]><Tagging>&c;</Tagging>'),
  withBody('<a>'.repeat(20_000)),
  withBody('__proto__.x=1&Action=__proto__&Tags.member.99999999999.Key=1&a.b.c.d=1'),
  withBody('x'.repeat(1_000_000)),
  withHeader('content-type', ['', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '\u00ff']),
  withHeader('content-encoding', ['aws-chunked', 'gzip', 'aws-chunked,gzip']),
  withHeader('x-amz-content-sha256', ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'UNSIGNED-PAYLOAD', 'x']),
  withHeader('x-amz-decoded-content-length', ['-1', '5', 'NaN', '1e99']),
  withHeader('x-amz-target', ['', '.', 'DynamoDB_20120810.', 'DynamoDB_20120810.__proto__', 'constructor']),
  withHeader('host', [
    '',
    '..localhost',
    'constructor.s3.amazonaws.com',
    'a.localhost:1',
    '[::1]:80',
    'x'.repeat(5000),
  ]),
  withHeader('accept', ['application/json', '', '*/*;q=x']),
  (request, random) => ({ ...request, method: random.pick(['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'X']) }),
  (request, random) => ({ ...request, path: `${request.path}/../${random.pick(['..', '%2e%2e', '%', '%ff', '//'])}` }),
  (request, random) => ({ ...request, query: `${request.query}&${random.pick(['%', '=&=', 'a=%ff', '__proto__=1'])}` }),
  (request, random) => ({ ...request, query: `Action=${encoded(random.pick(HOSTILE_TEXTS))}` }),
];

function flipBytes(request: HttpRequest, random: Random): HttpRequest {
  const body = Uint8Array.from(request.body);
  for (let count = random.below(8); count >= 0 && body.length > 0; count -= 1) {
    body[random.below(body.length)] = random.below(256);
  }
  return { ...request, body };
}

export const spoil: Spoil = (request, random) => random.pick(SPOILS)(request, random);

/** What goes wrong with a signature. */
const FORGERIES: readonly ((authorization: string, random: Random) => string)[] = [
  (text) => text.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  (text) => text.replace(/Signature=.*/, 'Signature='),
  (text) => text.replace(/Credential=[^/]+/, 'Credential=AKIACONSTRUCTOR0000'),
  (text) => text.replace(/Credential=[^/]+/, 'Credential=__proto__'),
  (text) => text.replace(/\/\d{8}\//, '/20200101/'),
  (text) => text.replace('aws4_request', 'aws5_request'),
  (text) => text.replace(/SignedHeaders=[^,]+/, 'SignedHeaders=x'),
  (text, random) => text.slice(0, random.below(text.length)),
  () => 'Basic dXNlcjpwYXNz',
  () => `AWS4-HMAC-SHA256 ${'a=b,'.repeat(2000)}`,
];

export const forge: Spoil = (request, random) => {
  const { authorization = '' } = request.headers;
  return { ...request, headers: { ...request.headers, authorization: random.pick(FORGERIES)(authorization, random) } };
};
