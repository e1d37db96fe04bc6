import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { nextHint } from './kit/learner-progress.ts';
import { selectExactlyOne } from './kit/select.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { echo } from './kit/terminal.ts';

/** `npm run lab:hint -- 04/associate`: the next hint of a step; each says more than the one before. */
await command(async () => {
  const { words, values } = readArguments([], TARGET_OPTIONS);
  const { lab, steps, single } = selectExactlyOne(words, 'npm run lab:hint -- 04/associate');
  const [step] = steps;
  if (!single || !step) {
    throw new WrongInput(
      `Name a step, such as ${lab.id}/${step?.id}. Its steps are ${steps.map((one) => one.id).join(', ')}.`,
    );
  }
  const key = `${lab.id}/${step.id}`;
  const number = nextHint((await chooseTarget(values)).home, key, step.hints.length);
  echo(`Hint ${number} of ${step.hints.length} for ${key} (${step.title}):\n${step.hints[number - 1]}`);
  if (number === step.hints.length) echo(`\nThat was the last one. npm run lab:solve -- ${key} does the step.`);
  return 0;
});
