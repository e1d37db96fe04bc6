import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { labHome } from './kit/lab-home.ts';
import { findLocalCloud } from './kit/local-cloud.ts';
import { renderCloud } from './kit/report.ts';
import { echo } from './kit/terminal.ts';

/** `npm run lab:status`: whether the local cloud runs, and where. Exit code 0 if it runs, 1 if not. */
await command(async () => {
  readArguments([]);
  const cloud = findLocalCloud();
  if (!cloud) {
    echo(`The local cloud is not running. Its state is in ${labHome()}. Start it with npm run lab:start.`);
    return 1;
  }
  echo(`The local cloud runs.\n${renderCloud(cloud)}`);
  return 0;
});
