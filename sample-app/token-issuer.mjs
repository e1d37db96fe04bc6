// What a cluster is to IAM: a key pair, and two documents. The API server of a cluster of your own does the same.
//   /discovery and /keys.json are to be published; /token?namespace=…&account=…&audience=… signs a token
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const { ISSUER } = process.env;

// The private key is in the memory of this process, and nowhere else.
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const kid = createHash('sha256')
  .update(publicKey.export({ format: 'der', type: 'spki' }))
  .digest('base64url');

const discovery = {
  issuer: ISSUER,
  jwks_uri: `${ISSUER}/keys.json`,
  authorization_endpoint: 'urn:kubernetes:programmatic_authorization',
  response_types_supported: ['id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  claims_supported: ['sub', 'iss'],
};

const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] };

const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

// A real API server asks first whether the caller may have the token. This one gives it to whoever is in the cluster.
function sign(namespace, account, audience) {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: ISSUER, sub: `system:serviceaccount:${namespace}:${account}`, aud: [audience] },
    ...{ iat, nbf: iat, exp: iat + 600, jti: randomUUID() },
  };
  const signed = `${encode({ alg: 'RS256', kid })}.${encode(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

function answer({ pathname, searchParams }) {
  const get = (name) => searchParams.get(name) ?? '';
  if (pathname === '/discovery') return discovery;
  if (pathname === '/keys.json') return keys;
  if (pathname === '/token') return { token: sign(get('namespace'), get('account'), get('audience')) };
  return { issuer: ISSUER };
}

const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(answer(new URL(request.url ?? '/', 'http://issuer')), null, 2)}\n`);
});

server.listen(8080);
process.once('SIGTERM', () => server.close(() => process.exit(0)));
