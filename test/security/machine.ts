import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../host/local-cloud.ts';

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Told {
  status: number;
  text: string;
  headers: IncomingMessage['headers'];
}

/** A request byte by byte as asked for, with whatever Host: `fetch` would not let us. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Told> {
  const request = url.startsWith('https') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, rejectUnauthorized: false, agent: false }, async (incoming) => {
      let text = '';
      for await (const part of incoming.setEncoding('utf8')) text += part;
      resolve({ status: incoming.statusCode ?? 0, text, headers: incoming.headers });
    });
    outgoing.on('error', reject).end(body);
  });
}

/** A local cloud with all its listeners, in a home of its own, and what an attacker on the machine would like to have. */
export async function startMachine(homeName = 'home') {
  const place = mkdtempSync(join(tmpdir(), 'security-'));
  const home = join(place, homeName);
  const log: string[] = [];
  const cloud = await startLocalCloud({ labHome: home, port: 0, log: (line) => log.push(line) });
  const kubernetes = cloud.clusters[0]?.url ?? '';
  const bearer = { authorization: `Bearer ${cloud.credentials.kubernetesToken}` };
  return {
    ...cloud,
    /** Nothing but the home is in it, until something breaks out. */
    place,
    home,
    /** Bugs that requests met. */
    log,
    kubernetes,
    bearer,
    /** For SDK clients: the learner's. */
    client: { endpoint: cloud.url, region: 'us-west-2', maxAttempts: 1, credentials: cloud.credentials.learner },
    /** A request to the first cluster by its administrator; an object is sent as JSON. */
    kubectl(method: string, path: string, body?: object | string, type = 'application/json') {
      const text = typeof body === 'object' ? JSON.stringify(body) : body;
      return ask(`${kubernetes}${path}`, { method, headers: { ...bearer, 'content-type': type }, body: text });
    },
    /** A file of the home. */
    read: (...path: string[]) => readFileSync(join(home, ...path), 'utf8'),
    async close() {
      await cloud.stop();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

export type Machine = Awaited<ReturnType<typeof startMachine>>;
