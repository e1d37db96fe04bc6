import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { stopLocalCloud } from './kit/local-cloud.ts';
import { withProgress } from './kit/progress.ts';
import { echo, green } from './kit/terminal.ts';

/** `npm run lab:stop`: ends the local cloud and its pods. What was made stays in LAB_HOME. */
await command(async () => {
  readArguments([]);
  const stopped = await withProgress('Stopping the local cloud', stopLocalCloud);
  echo(stopped ? `${green('✓')} The local cloud has ended. Your work is kept.` : 'The local cloud was not running.');
  return 0;
});
