import { createServer } from 'node:http';
import { answer } from './routes.ts';

// The SDK's word about Node versions to come is for this app's developers, not for readers of its log.
process.removeAllListeners('warning').on('warning', (warning) => {
  if (!warning.message.startsWith('NodeVersionSupportWarning')) console.error(warning.stack);
});

const port = Number(process.env.PORT || 8080);

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://app');
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const { status, contentType, body } = isRead ? await answer(url) : NOT_ALLOWED;
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
  console.log(`${new Date().toISOString()} ${request.method} ${url.pathname}${url.search} ${status}`);
});

const NOT_ALLOWED = { status: 405, contentType: 'text/plain', body: 'This app only reads: use GET.\n' };

server.listen(port, () => console.log(`The sample app listens on port ${port}.`));

// Kubernetes asks a pod to end with SIGTERM; open requests are answered first.
process.once('SIGTERM', () => {
  console.log('The sample app ends.');
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
