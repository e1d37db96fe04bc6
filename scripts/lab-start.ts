import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { findLocalCloud, startLocalCloud } from './kit/local-cloud.ts';
import { renderCloud } from './kit/report.ts';
import { echo, green } from './kit/terminal.ts';

/** `npm run lab:start`: the local cloud in the background; returns when it is ready. Does nothing if it runs. */
await command(async () => {
  readArguments([]);
  const before = findLocalCloud();
  const cloud = await startLocalCloud();
  echo(`${green('✓')} The local cloud ${before ? 'runs already' : 'is ready'}.\n${renderCloud(cloud)}`);
  echo(`\nIn every shell that you use for the labs: eval "$(npm run -s lab:env)"`);
  return 0;
});
