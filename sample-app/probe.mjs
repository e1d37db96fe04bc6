// A client of the app that never rests: it asks for an object and for the app's identity in turn, counts, and tells
// on port 8080. Each request has a connection of its own, so that the Service chooses a pod for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';

const RECORD = '/record/record.json';
const PAUSE_MS = 100;
const TIMEOUT_MS = 10_000;

const record = begin();

/** What a container before this one counted; the volume lives as long as the pod. */
function begin() {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8'));
  } catch {
    return { requests: 0, failures: 0, lastFailure: null, by: {}, order: [], sessions: [] };
  }
}

function ask(path) {
  return new Promise((resolve, reject) => {
    const request = get(`http://app.migrate${path}`, { agent: false, timeout: TIMEOUT_MS }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part)).on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`HTTP ${response.statusCode}: ${text}`)),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer'))).on('error', reject);
  });
}

/** A session that was not seen before tells how the newest pods get their credentials. */
function note({ arn, mechanism }) {
  record.by[mechanism] = (record.by[mechanism] ?? 0) + 1;
  if (record.sessions.includes(arn)) return;
  record.sessions.push(arn);
  if (record.order.at(-1) !== mechanism) record.order.push(mechanism);
}

async function round() {
  for (const path of [process.env.TARGET, '/identity']) {
    record.requests += 1;
    try {
      const text = await ask(path);
      if (path === '/identity') note(JSON.parse(text));
    } catch (error) {
      record.failures += 1;
      record.lastFailure = `${new Date().toISOString()} ${path}: ${error.message}`;
      console.log(record.lastFailure);
    }
  }
  writeFileSync(RECORD, JSON.stringify(record));
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(`${JSON.stringify(record, null, 2)}\n`);
}).listen(8080);

process.once('SIGTERM', () => process.exit(0));

// Counting begins when the app answers for the first time.
while (!(await ask('/').then(Boolean, () => false))) await pause();
for (;;) {
  await round();
  await pause();
}
