import { createInterface } from 'node:readline/promises';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { isCompleteCommand } from './kit/is-complete-command.ts';
import { openWorkshopShell } from './kit/shells.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { echo } from './kit/terminal.ts';

const WELCOME = `The workshop shell: bash, aws, kubectl, jq, curl. Leave it with exit or Ctrl-D.
For npm run lab:verify and the like, use a second terminal.
`;

/** `npm run lab:shell`: the workshop shell, with `aws` and `kubectl` in it, line by line. */
await command(async () => {
  const target = await chooseTarget(readArguments([], TARGET_OPTIONS).values);
  const session = await target.open();
  const shell = await openWorkshopShell(session, { keepsEnvironment: true });
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: 'workshop$ ' });
  if (process.stdin.isTTY) echo(WELCOME);
  terminal.prompt();
  let exitCode = 0;
  let typed = '';
  for await (const line of terminal) {
    typed += typed === '' ? line : `\n${line}`;
    if (/^\s*exit\s*$/.test(typed)) break;
    if (isCompleteCommand(typed)) {
      ({ exitCode } = await shell.run(typed, { onStdout: show(process.stdout), onStderr: show(process.stderr) }));
      typed = '';
    }
    terminal.setPrompt(typed === '' ? 'workshop$ ' : '> ');
    terminal.prompt();
  }
  terminal.close();
  return exitCode;
});

function show(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => void stream.write(text);
}
