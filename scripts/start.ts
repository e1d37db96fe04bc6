import { HostError } from '../host/host-error.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { findLocalCloud, startLocalCloud, stopLocalCloud } from './kit/local-cloud.ts';
import { withProgress } from './kit/progress.ts';
import { renderCloud } from './kit/report.ts';
import { buildSite, isSiteBuilt, serveSite } from './kit/site.ts';
import { bold, echo, green } from './kit/terminal.ts';

/**
 * `npm start`: the local cloud and the site together; prints both addresses when they are ready. Ctrl-C stops both, but a
 * local cloud that ran before goes on. SITE_PORT fixes the site's port; otherwise it is 3000 or the next free one.
 */
const DEFAULT_PORT = 3000;
const PORTS_TO_TRY = 20;

await command(async () => {
  readArguments([]);
  const ranBefore = findLocalCloud() !== undefined;
  const cloud = await startLocalCloud();
  echo(`${green('✓')} The local cloud ${ranBefore ? 'runs already' : 'is ready'}.\n${renderCloud(cloud)}\n`);
  const site = await openSite();
  echo(`${green('✓')} The workshop: ${bold(`http://localhost:${site.port}`)}`);
  echo(
    `\nIn the terminal that you use for the labs: eval "$(npm run -s lab:env)"\nCtrl-C stops ${ranBefore ? 'the site' : 'both'}.`,
  );
  await interrupted();
  await site.close();
  if (!ranBefore) await stopLocalCloud();
  return 0;
});

async function openSite() {
  try {
    if (!isSiteBuilt()) {
      if (!process.stderr.isTTY) echo('Building the site: about 20 seconds, the first time only.');
      await withProgress('Building the site (about 20 seconds, the first time only)', buildSite);
    }
    return await serveSite(sitePorts());
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    throw new WrongInput('No port is free for the site. Set SITE_PORT to a free port; the local cloud goes on.');
  }
}

function sitePorts(): number[] {
  const { SITE_PORT } = process.env;
  if (!SITE_PORT) return Array.from({ length: PORTS_TO_TRY }, (_, index) => DEFAULT_PORT + index);
  if (/^\d{1,5}$/.test(SITE_PORT) && Number(SITE_PORT) < 65_536) return [Number(SITE_PORT)];
  throw new WrongInput(`SITE_PORT is "${SITE_PORT}". It must be a port number.`);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
  });
}
