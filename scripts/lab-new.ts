import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { projectFolder } from './kit/lab-home.ts';
import { scaffoldLab } from './kit/scaffold-lab.ts';
import { echo } from './kit/terminal.ts';

/** `npm run lab:new -- 09 "One policy, many roles"`: for authors, the folder and the page of a lab. */
await command(async () => {
  const [id, title, ...more] = readArguments([]).words;
  if (id === undefined || title === undefined || more.length > 0) {
    throw new WrongInput('Give a number and a title in quotes: npm run lab:new -- 09 "One policy, many roles"');
  }
  const paths = scaffoldLab(projectFolder, { id, title });
  echo(`Made:\n${paths.map((path) => `  ${path}`).join('\n')}\nWrite the checks, then: npm run lab:check -- ${id}`);
  return 0;
});
