import { readArguments } from './kit/arguments.ts';
import { command, WrongInput } from './kit/command.ts';
import { confirm } from './kit/confirm.ts';
import { lookAtAccount } from './kit/doctor/account-findings.ts';
import { renderFindings } from './kit/doctor/finding.ts';
import { withProgress } from './kit/progress.ts';
import { askNodes } from './kit/setup/ask-nodes.ts';
import { messageOf } from './kit/setup/describe.ts';
import { findRun } from './kit/setup/find-run.ts';
import { broughtClusters, hindrances, planRun, whatIsMade } from './kit/setup/plan.ts';
import { beginRun, type KeptRun } from './kit/setup/run-folder.ts';
import { setUp } from './kit/setup/set-up.ts';
import { systemClock } from './kit/setup/setup-tools.ts';
import { TARGET_OPTIONS, targetName } from './kit/target/choose-target.ts';
import { type SignedIn, signIn } from './kit/target/sign-in.ts';
import { bold, complain, echo, green } from './kit/terminal.ts';

const AGAIN =
  'What was made so far is written down: run the same command again to go on, or npm run lab:clean -- --target aws';

/** `npm run lab:setup -- --target aws [--yes]`: two clusters for the labs in your account, or a look at two of your own. */
await command(async () => {
  const { flags, values } = readArguments(['yes'], TARGET_OPTIONS);
  if (targetName(values, process.env) === 'local') {
    throw new WrongInput('The local cloud has its clusters. For an AWS account: npm run lab:setup -- --target aws');
  }
  const signedIn = await signIn(process.env);
  const kept = (await goOn(signedIn, values)) ?? (await begin(signedIn, values, flags.has('yes')));
  return kept ? finish(kept, signedIn) : 1;
});

/** The run under way, if there is one. Errors: WrongInput if other clusters are named now. */
async function goOn(signedIn: SignedIn, options: Map<string, string>): Promise<KeptRun | undefined> {
  const kept = await findRun(signedIn);
  if (!kept) return undefined;
  const { id, clusters } = kept.run;
  const named = broughtClusters(options);
  if (named && (named.CLUSTER_A !== clusters.CLUSTER_A || named.CLUSTER_B !== clusters.CLUSTER_B)) {
    throw new WrongInput(
      `Run ${id} with ${Object.values(clusters).join(' and ')} is under way. Remove it first: npm run lab:clean -- --target aws`,
    );
  }
  echo(`Going on with run ${id}, begun ${new Date(kept.run.startedAt).toISOString()}.`);
  return kept;
}

/** A new run, if nothing is in the way and the learner agrees. */
async function begin(
  signedIn: SignedIn,
  options: Map<string, string>,
  isAgreed: boolean,
): Promise<KeptRun | undefined> {
  const run = planRun(signedIn, options);
  const [findings, hindering] = await withProgress('Looking around', () =>
    Promise.all([lookAtAccount(options, process.env), hindrances(run, signedIn, process.env)]),
  );
  echo(renderFindings(findings));
  if (hindering.length > 0) {
    for (const one of hindering) complain(one);
    return undefined;
  }
  echo(
    `\n${bold(`Run ${run.id} would make in account ${run.account}, ${run.region}:`)}\n${whatIsMade(run)
      .map((line) => `  ${line}`)
      .join('\n')}`,
  );
  if (isAgreed || (await confirm('Go on?'))) return beginRun(signedIn.home, run);
  echo('Nothing was made.');
  return undefined;
}

async function finish({ run, ledger }: KeptRun, { account }: SignedIn): Promise<number> {
  const tools = { run, ledger, aws: account.aws, clock: systemClock, say: echo };
  try {
    await setUp(tools, askNodes(account, process.env));
  } catch (error) {
    complain(`${messageOf(error)}\n${AGAIN}`);
    return 1;
  }
  const next = run.makesClusters ? 'They cost money until npm run lab:clean -- --target aws.' : 'Nothing was made.';
  echo(`${green('✓')} ${Object.values(run.clusters).join(' and ')} are ready. ${next}`);
  echo('  eval "$(npm run -s lab:env -- --target aws)"');
  return 0;
}
