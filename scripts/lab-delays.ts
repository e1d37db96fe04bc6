import { isDelays } from '../simulator/delays.ts';
import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { requireLocalCloud } from './kit/local-cloud.ts';
import { echo } from './kit/terminal.ts';

const MEANING = {
  aws: 'Changes of IAM and of associations take seconds to arrive, as on AWS.',
  none: 'Changes arrive at once.',
};

/** `npm run lab:delays [-- aws|none]`: shows or turns the switch of the local cloud that runs. */
await command(async () => {
  const [wanted, ...more] = readArguments([]).words;
  if (more.length > 0 || (wanted !== undefined && !isDelays(wanted))) {
    throw new WrongInput('The delays are aws or none: npm run lab:delays -- aws');
  }
  const change = wanted && { method: 'PUT', body: JSON.stringify({ delays: wanted }) };
  const response = await fetch(`${requireLocalCloud().url}/_workshop/delays`, { ...change });
  const { delays } = (await response.json()) as { delays: keyof typeof MEANING };
  echo(`Delays: ${delays}. ${MEANING[delays]}`);
  return 0;
});
