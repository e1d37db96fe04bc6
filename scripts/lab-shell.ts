import { createInterface } from 'node:readline/promises';
import { echo } from 'zx';
import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { labEnvironment } from './kit/environment.ts';
import { startLocalCloud } from './kit/local-cloud.ts';
import { openSession } from './kit/session.ts';
import { openWorkshopShell } from './kit/shells.ts';

/** `npm run lab:shell`: the workshop shell, with `aws` and `kubectl` in it, line by line. */
await command(async () => {
  readArguments([]);
  const session = openSession(labEnvironment(await startLocalCloud()));
  const shell = await openWorkshopShell(session, { keepsEnvironment: true });
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: 'workshop$ ' });
  if (process.stdin.isTTY) echo('The workshop shell: bash, aws, kubectl, jq, curl. Leave it with exit or Ctrl-D.');
  terminal.prompt();
  let exitCode = 0;
  for await (const line of terminal) {
    if (/^\s*exit\s*$/.test(line)) break;
    const result = await shell.run(line);
    process.stdout.write(result.stdout);
    process.stderr.write(result.stderr);
    exitCode = result.exitCode;
    terminal.prompt();
  }
  terminal.close();
  return exitCode;
});
