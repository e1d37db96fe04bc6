import { BrokenJsonError } from '../../labs/kit/json-document.ts';
import { UnknownPodError } from '../../labs/why/find-pod.ts';
import { explainCredentials } from './target/explain-credentials.ts';
import { complain, echo } from './terminal.ts';
import { isHelp, usageOf } from './usage.ts';
import { WrongInput } from './wrong-input.ts';

export { WrongInput };

const FOR_THE_LEARNER = [WrongInput, BrokenJsonError, UnknownPodError];
const EXPECTED = new Set(['HostError', 'StateVersionError']);

/**
 * Runs a script's main part, or says how to call it if `--help` is asked for. What it returns becomes the exit code; wrong input and trouble with this machine are one
 * sentence and exit code 2; anything else is a bug, shown with its stack.
 */
export async function command(main: () => Promise<number | undefined>): Promise<void> {
  // `npm run lab:verify | head -1`: who reads has gone, so there is nothing left to do.
  process.stdout.on('error', () => process.exit());
  const usage = usageOf(process.argv[1] ?? '');
  if (usage && process.argv.slice(2).some(isHelp)) return echo(usage);
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (thrown) {
    // Credentials may end in the middle of anything.
    const error = explainCredentials(thrown);
    process.exitCode = isForTheLearner(error) ? 2 : 70;
    const text = error instanceof Error ? (isForTheLearner(error) ? error.message : error.stack) : String(error);
    complain(text ?? '');
  }
}

function isForTheLearner(error: unknown): boolean {
  if (FOR_THE_LEARNER.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && (EXPECTED.has(error.name) || EXPECTED.has(error.constructor.name));
}
