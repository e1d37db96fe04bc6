import { createServer } from 'node:net';
import { readBody } from '../../../shell/transport.ts';
import { labHome } from '../lab-home.ts';
import { findLocalCloud, type RunningCloud } from '../local-cloud.ts';
import { createNodeTransport } from '../node-transport.ts';
import { bad, type Finding, good, unknown } from './finding.ts';

const SITE_PORT = 3000;
const AWS_PORT = 4566;

/** The local cloud: whether it answers, or whether it could start. */
export async function lookAtLocalCloud(env: Record<string, string | undefined>): Promise<Finding[]> {
  const site = await lookAtPort('SITE_PORT', Number(env.SITE_PORT || SITE_PORT), 'the site');
  const running = findLocalCloud();
  if (running) return [site, await lookAtHealth(running)];
  const port = Number(env.LAB_PORT || AWS_PORT);
  const aws = await lookAtPort('LAB_PORT', port, 'the AWS endpoint');
  return [site, aws, unknown(`The local cloud does not run; its state is in ${labHome()}`, 'npm run lab:start')];
}

/** A port that is taken is trouble only where it is asked for: otherwise the next free one is used. */
async function lookAtPort(variable: string, port: number, what: string): Promise<Finding> {
  if (port === 0) return good(`Any free port is taken for ${what}`);
  if (await isFree(port)) return good(`Port ${port} for ${what} is free`);
  const another = `Set ${variable} to a free port if another program has it.`;
  return unknown(`Port ${port} for ${what} is in use`, another);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function lookAtHealth({ url }: RunningCloud): Promise<Finding> {
  try {
    const ask = createNodeTransport(() => undefined);
    const answer = await ask({ method: 'GET', url: `${url}/_workshop/delays`, headers: {} });
    // A body that nobody reads would keep the connection, and so this process.
    await readBody(answer.body);
    if (answer.status === 200) return good(`The local cloud runs at ${url} and answers`);
    return bad(`The local cloud at ${url} answers ${answer.status}`, RESTART);
  } catch (error) {
    return bad(`The local cloud at ${url} does not answer: ${error instanceof Error ? error.message : error}`, RESTART);
  }
}

const RESTART = 'npm run lab:stop, then npm run lab:start';
