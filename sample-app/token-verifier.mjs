// A service that takes tokens of one cluster, for one audience, and trusts nothing but the issuer's public keys:
// POST /introspect with token=…, answered as in RFC 7662, with the reason of a refusal besides.
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';

const { ISSUER, AUDIENCE } = process.env;

const fetchJson = async (url) => (await fetch(url)).json();
const bytes = (part) => Buffer.from(part, 'base64url');
const decode = (part) => JSON.parse(bytes(part).toString());

function require(holds, reason) {
  if (!holds) throw new Error(reason);
}

// In earnest the keys are cached: EKS throttles this endpoint.
async function findKey(kid) {
  const { jwks_uri } = await fetchJson(`${ISSUER}/.well-known/openid-configuration`);
  const { keys } = await fetchJson(jwks_uri);
  return keys.find((key) => key.kid === kid);
}

async function verifiedClaims(token) {
  const [header, payload, signature] = token.split('.');
  const { alg, kid } = decode(header);
  // The token must not choose how it is checked.
  require(alg === 'RS256', `the algorithm is ${alg}, not RS256`);
  const key = await findKey(kid);
  require(key, `the issuer has no key ${kid}`);
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const isSigned = verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), publicKey, bytes(signature));
  require(isSigned, "the signature is not the issuer's");
  const claims = decode(payload);
  require(claims.iss === ISSUER, `the issuer is ${claims.iss}, not ${ISSUER}`);
  require(claims.aud.includes(AUDIENCE), `the audience is ${claims.aud.join(', ')}, not ${AUDIENCE}`);
  require(claims.exp * 1000 > Date.now(), 'the token has expired');
  return claims;
}

async function introspect(token) {
  try {
    const { iss, sub, aud, exp } = await verifiedClaims(token);
    return { active: true, iss, sub, aud, exp };
  } catch (error) {
    return { active: false, reason: error.message };
  }
}

async function readForm(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

createServer(async (request, response) => {
  if (request.url !== '/introspect') return response.end('POST /introspect\n');
  const answer = await introspect((await readForm(request)).get('token') ?? '');
  response.setHeader('content-type', 'application/json');
  response.end(`${JSON.stringify(answer, null, 2)}\n`);
}).listen(8080);
