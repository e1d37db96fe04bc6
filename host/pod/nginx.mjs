/** What the nginx image does here: its start page on port 80, and a line of log per request. */
import { createServer } from 'node:http';

const page = (/** @type {string} */ title) => `<!DOCTYPE html>
<html>
<head><title>${title}</title></head>
<body><h1>${title}</h1></body>
</html>
`;

createServer((request, response) => {
  const found = request.url === '/' || request.url?.startsWith('/?');
  const status = found ? 200 : 404;
  const body = page(found ? 'Welcome to nginx!' : '404 Not Found');
  response.writeHead(status, { server: 'nginx', 'content-type': 'text/html' }).end(body);
  const line = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
  const agent = request.headers['user-agent'] ?? '-';
  console.log(
    `${request.socket.remoteAddress} - - [${new Date().toISOString()}] "${line}" ${status} ${body.length} "-" "${agent}"`,
  );
}).listen(80);

// Kubernetes asks by SIGTERM, the image itself by SIGQUIT; nginx ends with 0 at either.
for (const signal of ['SIGTERM', 'SIGQUIT']) process.on(signal, () => process.exit(0));
