// A client of the Pod Identity Agent, as an SDK is one, that shows what it sends and what comes back: GET /ask.
// Of secrets it shows the first characters only. It heeds HTTP_PROXY and NO_PROXY, as the SDK for Go does.
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';

const { AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE } = process.env;
const { HTTP_PROXY, NO_PROXY = '' } = process.env;

const shorten = (text) => `${text.slice(0, 6)}… (${text.length} characters)`;
const withoutSecrets = (text) =>
  text.replace(/"(SecretAccessKey|Token)":"([^"]*)"/g, (_, key, value) => `"${key}":"${shorten(value)}"`);

function proxyFor(hostname) {
  const isExempt = NO_PROXY.split(',').some((entry) => entry.trim() === hostname);
  return HTTP_PROXY && !isExempt ? new URL(HTTP_PROXY) : undefined;
}

function send(url, headers) {
  const proxy = proxyFor(url.hostname);
  // A proxy is asked for the whole URL.
  const path = proxy ? url.href : url.pathname;
  const { hostname, port } = proxy ?? url;
  return new Promise((resolve, reject) => {
    request({ host: hostname, port: port || 80, path, headers }, async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve({ status: response.statusCode, contentType: response.headers['content-type'], body });
    })
      .on('error', reject)
      .end();
  });
}

async function ask() {
  const url = new URL(AWS_CONTAINER_CREDENTIALS_FULL_URI);
  const token = await readFile(AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, 'utf8');
  const { status, contentType, body } = await send(url, { host: url.host, authorization: token });
  if (status !== 200) throw Object.assign(new Error(body.trim()), { name: `HTTP ${status}` });
  return {
    request: { method: 'GET', url: url.href, headers: { Host: url.host, Authorization: shorten(token) } },
    answer: { status, contentType, body: JSON.parse(withoutSecrets(body)) },
  };
}

async function answer(path) {
  if (path !== '/ask') return { status: 200, body: { ask: '/ask' } };
  try {
    return { status: 200, body: await ask() };
  } catch ({ name, message }) {
    return { status: 502, body: { error: { name, message } } };
  }
}

const server = createServer(async (incoming, response) => {
  const { status, body } = await answer(incoming.url);
  // As in the sample app: kubectl get --raw shows an error's body only if it is text.
  response.writeHead(status, { 'content-type': status === 200 ? 'application/json' : 'text/plain' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
});

server.listen(8080);
process.once('SIGTERM', () => server.close(() => process.exit(0)));
