import { quote } from '../shell/quote.ts';
import { command } from './kit/command.ts';
import { labEnvironment } from './kit/environment.ts';
import { requireLocalCloud } from './kit/local-cloud.ts';
import { echo } from './kit/terminal.ts';

/** `eval "$(npm run -s lab:env)"`: export lines for the shell that evaluates them. */
await command(async () => {
  const environment = labEnvironment(await requireLocalCloud());
  for (const [name, value] of Object.entries(environment)) echo(`export ${name}=${quote(value)}`);
  return 0;
});
