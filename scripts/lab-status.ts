import { allLabs } from '../labs/all-labs.ts';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { labHome } from './kit/lab-home.ts';
import { readProgress } from './kit/learner-progress.ts';
import { findLocalCloud } from './kit/local-cloud.ts';
import { renderProgress } from './kit/progress-report.ts';
import { renderCloud } from './kit/report.ts';
import { echo } from './kit/terminal.ts';

/** `npm run lab:status`: whether the local cloud runs, and where; how far you are, and what comes next. Exit code 0 if it runs, 1 if not. */
await command(async () => {
  readArguments([]);
  const cloud = findLocalCloud();
  if (cloud) echo(`The local cloud runs.\n${renderCloud(cloud)}`);
  else echo(`The local cloud is not running. Its state is in ${labHome()}. Start it with npm run lab:start.`);
  echo(`\n${renderProgress(allLabs, readProgress(labHome()))}`);
  return cloud ? 0 : 1;
});
