import { workshopShell } from '../shells.ts';
import { openPartner } from '../target/aws-account.ts';
import { targetIn } from '../target/aws-target.ts';
import { type SignedIn, signIn } from '../target/sign-in.ts';
import { complain, echo, green } from '../terminal.ts';
import type { LabTools } from './clean-labs.ts';
import { cleanUp } from './clean-up.ts';
import { findRun } from './find-run.ts';
import { keepReceipt, receiptOf, renderReceipt } from './receipt.ts';
import type { Run } from './run.ts';
import { endRun } from './run-folder.ts';
import { systemClock } from './setup-tools.ts';

type Environment = Record<string, string | undefined>;

const NO_RUN =
  'In this account and Region there is no run of lab:setup. What labs made on clusters of your own goes lab by lab: npm run lab:clean -- 04 --target aws';
const REMEDY =
  'Run npm run lab:clean -- --target aws again in some minutes. What stays even then, delete by hand: the receipt names it.';

/** Everything that the run and its labs made, with a receipt. Answers the exit code: 0 only if nothing is left. */
export async function cleanAccount(options: Map<string, string>, env: Environment): Promise<number> {
  const signedIn = await signIn(env);
  const kept = await findRun(signedIn, options.get('run'));
  if (!kept) {
    echo(NO_RUN);
    return 0;
  }
  const { run, ledger } = kept;
  echo(`Cleaning up run ${run.id} in account ${run.account}, ${run.region}.`);
  const tools = { run, ledger, aws: signedIn.account.aws, clock: systemClock, say: echo };
  const { scan, troubles } = await cleanUp(tools, await labTools(signedIn, run, env));
  const receipt = receiptOf(kept, scan, troubles, systemClock.now());
  const path = keepReceipt(kept, receipt);
  echo(renderReceipt(receipt));
  echo(`This receipt is kept in ${path}`);
  if (!receipt.isClean) {
    complain(REMEDY);
    return 1;
  }
  endRun(signedIn.home);
  echo(`${green('✓')} Nothing of run ${run.id} is left.`);
  return 0;
}

/** The labs on the clusters of the run, whatever the environment names. */
export async function labTools(signedIn: SignedIn, { clusters }: Run, env: Environment): Promise<LabTools> {
  const options = new Map([
    ['cluster-a', clusters.CLUSTER_A],
    ['cluster-b', clusters.CLUSTER_B],
  ]);
  const session = await targetIn(signedIn, options, env).open();
  const hasPartner = (await openPartner(signedIn.account.region, env)) !== undefined;
  const world = hasPartner ? session.world : { ...session.world, partner: session.world.aws };
  return { world, run: await workshopShell(session), hasPartner };
}
