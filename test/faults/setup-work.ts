import { askNodes } from '../../scripts/kit/setup/ask-nodes.ts';
import { labTools } from '../../scripts/kit/setup/clean-account.ts';
import { cleanUp } from '../../scripts/kit/setup/clean-up.ts';
import { findRun } from '../../scripts/kit/setup/find-run.ts';
import { planRun } from '../../scripts/kit/setup/plan.ts';
import { beginRun, endRun } from '../../scripts/kit/setup/run-folder.ts';
import { setUp } from '../../scripts/kit/setup/set-up.ts';
import { realTime } from '../../scripts/kit/target/real-time.ts';
import { signIn } from '../../scripts/kit/target/sign-in.ts';
import type { Work } from './survive.ts';

const LONGEST_PAUSE_MS = 200;

/** The local cloud makes a cluster in seconds: nobody need wait as for AWS. */
const hurried = { now: Date.now, sleep: (ms: number) => realTime.sleep(Math.min(ms, LONGEST_PAUSE_MS)) };

/** `lab:setup --target aws --yes`, and `lab:clean --target aws`. */
export const setupWork: Work = {
  name: 'setup',
  async run() {
    const signedIn = await signIn(process.env);
    const { account, home } = signedIn;
    const { run, ledger } = (await findRun(signedIn)) ?? beginRun(home, planRun(signedIn, new Map()));
    const tools = { run, ledger, aws: account.aws, clock: hurried, say: () => {} };
    await setUp(tools, askNodes(account, process.env));
    const { scan, troubles } = await cleanUp(tools, await labTools(signedIn, run, process.env));
    const wrong = [...troubles, ...scan.remaining];
    if (wrong.length > 0) return wrong.join('; ');
    endRun(home);
    return undefined;
  },
};
