import { readArguments } from './kit/arguments.ts';
import { cleanLab } from './kit/clean-lab.ts';
import { command } from './kit/command.ts';
import { selectExactlyOne } from './kit/select.ts';
import { chooseTarget, TARGET_OPTIONS, targetName } from './kit/target/choose-target.ts';

/**
 * `npm run lab:clean -- 04`: runs the page's clean-up, then asks the APIs whether anything is left. On AWS without a lab:
 * everything that `lab:setup` and the labs have made, with a receipt.
 */
await command(async () => {
  const { words, values } = readArguments([], [...TARGET_OPTIONS, 'run']);
  if (words.length === 0 && targetName(values, process.env) === 'aws') {
    return (await import('./kit/setup/clean-account.ts')).cleanAccount(values, process.env);
  }
  const { lab } = selectExactlyOne(words, 'npm run lab:clean -- 04');
  return cleanLab(lab, await chooseTarget(values));
});
