import { readArguments } from './kit/arguments.ts';
import { command } from './kit/command.ts';
import { renderFindings } from './kit/doctor/finding.ts';
import { lookAtLocalCloud } from './kit/doctor/local-cloud-findings.ts';
import { lookAtMachine } from './kit/doctor/machine.ts';
import { withProgress } from './kit/progress.ts';
import { TARGET_OPTIONS, targetName } from './kit/target/choose-target.ts';
import { echo } from './kit/terminal.ts';

/** `npm run lab:doctor [-- --target aws] [--json]`: what the labs need, line by line. Makes nothing. */
await command(async () => {
  const { flags, values } = readArguments(['json'], TARGET_OPTIONS);
  const isAws = targetName(values, process.env) === 'aws';
  const findings = await withProgress('Looking around', async () => [
    ...(await lookAtMachine()),
    ...(await (isAws ? lookAtAws(values) : lookAtLocalCloud(process.env))),
  ]);
  echo(flags.has('json') ? JSON.stringify(findings, undefined, 2) : renderFindings(findings));
  return findings.some(({ mark }) => mark === 'bad') ? 1 : 0;
});

async function lookAtAws(options: Map<string, string>) {
  return (await import('./kit/doctor/account-findings.ts')).lookAtAccount(options, process.env);
}
