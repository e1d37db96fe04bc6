import { createInterface } from 'node:readline/promises';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { labEnvironment } from './kit/environment.ts';
import { isCompleteCommand } from './kit/is-complete-command.ts';
import { startLocalCloud } from './kit/local-cloud.ts';
import { openSession } from './kit/session.ts';
import { openWorkshopShell } from './kit/shells.ts';
import { echo } from './kit/terminal.ts';

const WELCOME = `The workshop shell: bash, aws, kubectl, jq, curl. Leave it with exit or Ctrl-D.
For npm run lab:verify and the like, use a second terminal.
`;

/** `npm run lab:shell`: the workshop shell, with `aws` and `kubectl` in it, line by line. */
await command(async () => {
  readArguments([]);
  const session = openSession(labEnvironment(await startLocalCloud()));
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
