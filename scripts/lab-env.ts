import { quote } from '../shell/quote.ts';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { echo } from './kit/terminal.ts';

/** `eval "$(npm run -s lab:env)"`: export lines for the shell that evaluates them. */
await command(async () => {
  const target = await chooseTarget(readArguments([], TARGET_OPTIONS).values);
  const environment = await target.environment();
  for (const [name, value] of Object.entries(environment)) echo(`export ${name}=${quote(value)}`);
  return 0;
});
