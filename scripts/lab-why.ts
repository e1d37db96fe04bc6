import { readPlace } from '../labs/why/find-pod.ts';
import { why } from '../labs/why/why.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { chooseTarget, TARGET_OPTIONS } from './kit/target/choose-target.ts';
import { echo } from './kit/terminal.ts';
import { renderWhy } from './kit/why-report.ts';

/**
 * `npm run lab:why -- workshop-a/pod-identity/app [--action s3:GetObject --resource <arn>] [--json]`: follows a pod's
 * credentials link by link. Exit code 0 if no link is broken, 1 if one is.
 */
await command(async () => {
  const { words, flags, values } = readArguments(['json'], ['action', 'resource', ...TARGET_OPTIONS]);
  const place = readPlace(words.length === 1 ? words[0] : undefined);
  const question = readQuestion(values.get('action'), values.get('resource'));
  const { world } = await (await chooseTarget(values)).open();
  const answer = await why(world, place, { question, now: Date.now() });
  echo(flags.has('json') ? JSON.stringify(answer, undefined, 2) : renderWhy(answer));
  return answer.broken === null ? 0 : 1;
});

function readQuestion(action: string | undefined, resource: string | undefined) {
  if (action === undefined && resource === undefined) return undefined;
  if (action !== undefined && resource !== undefined) return { action, resource };
  throw new WrongInput(
    'Give both --action and --resource, such as s3:GetObject and arn:aws:s3:::bucket/key, or neither.',
  );
}
