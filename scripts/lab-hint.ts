import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { labWork } from './kit/lab-home.ts';
import { selectExactlyOne } from './kit/select.ts';
import { echo } from './kit/terminal.ts';

/** `npm run lab:hint -- 04/associate`: the next hint of a step; each says more than the one before. */
await command(async () => {
  const { words } = readArguments([]);
  const { lab, steps, single } = selectExactlyOne(words, 'npm run lab:hint -- 04/associate');
  const [step] = steps;
  if (!single || !step) {
    throw new WrongInput(
      `Name a step, such as ${lab.id}/${step?.id}. Its steps are ${steps.map((one) => one.id).join(', ')}.`,
    );
  }
  const given = readGiven();
  const key = `${lab.id}/${step.id}`;
  const number = Math.min((given[key] ?? 0) + 1, step.hints.length);
  writeFileSync(givenPath(), `${JSON.stringify({ ...given, [key]: number }, undefined, 2)}\n`);
  echo(`Hint ${number} of ${step.hints.length} for ${key} (${step.title}):\n${step.hints[number - 1]}`);
  if (number === step.hints.length) echo(`\nThat was the last one. npm run lab:solve -- ${key} does the step.`);
  return 0;
});

function givenPath(): string {
  return join(labWork(), '..', 'hints-given.json');
}

/** A file that is missing or broken only means that hints start again. */
function readGiven(): Record<string, number> {
  try {
    return JSON.parse(readFileSync(givenPath(), 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
