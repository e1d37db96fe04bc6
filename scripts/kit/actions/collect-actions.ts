import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../../../host/lab-files.ts';
import { startLocalCloud } from '../../../host/local-cloud.ts';
import { allLabs } from '../../../labs/all-labs.ts';
import type { Lab } from '../../../labs/kit/lab.ts';
import { tourLab } from '../../../labs/kit/tour-lab.ts';
import { lookAtAccount } from '../doctor/account-findings.ts';
import { askNodes } from '../setup/ask-nodes.ts';
import { cleanAccount } from '../setup/clean-account.ts';
import { findRun } from '../setup/find-run.ts';
import { hindrances, planRun } from '../setup/plan.ts';
import { beginRun } from '../setup/run-folder.ts';
import { setUp } from '../setup/set-up.ts';
import { systemClock } from '../setup/setup-tools.ts';
import { workshopShell } from '../shells.ts';
import { surroundings } from '../surroundings.ts';
import { awsTarget } from '../target/aws-target.ts';
import { signIn } from '../target/sign-in.ts';
import { type Collected, noteActions } from './used-actions.ts';

type Say = (line: string) => void;

const LEARNER = 'arn:aws:iam::111122223333:user/workshop';

/**
 * Does on a local cloud in `home` what a learner does on an account: doctor, setup and clean-up of clusters, then each lab
 * with its faults and clean-up. Sets this process's environment.
 *
 * Errors: Error if something does not go well, for then the list would lack what comes after.
 */
export async function collectActions(home: string, say: Say, labs: Lab[] = allLabs): Promise<Collected> {
  const local = await startLocalCloud({ labHome: home, port: 0 });
  try {
    takeForAccount(home, local.url);
    const collect = async (work: () => Promise<void>) => {
      const end = noteActions(local.cloud.records, LEARNER);
      await work();
      return end();
    };
    const clusters = await collect(() => doClusters(say));
    return { clusters, labs: await collect(() => doLabs(labs, say)) };
  } finally {
    await local.stop();
  }
}

/** As a learner's own shell says it. */
function takeForAccount(home: string, url: string): void {
  const config = join(home, 'own-config');
  writeFileSync(config, '[default]\nregion = us-west-2\n');
  Object.assign(process.env, {
    LAB_HOME: home,
    AWS_ENDPOINT_URL: url,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: labFiles(home).awsCredentials,
    AWS_EC2_METADATA_DISABLED: 'true',
  });
}

async function doLabs(labs: Lab[], say: Say): Promise<void> {
  await lookAtAccount(new Map(), process.env);
  const session = await (await awsTarget(new Map(), process.env)).open();
  // Here changes arrive at once.
  const patience = { ...session.patience, settleMs: 15_000, graceMs: 0, pollMs: 150 };
  const around = { ...surroundings(session, await workshopShell(session)), patience, labs: allLabs };
  for (const lab of labs) {
    const { problems } = await tourLab(lab, around);
    if (problems.length > 0) throw new Error(`Lab ${lab.id}: ${problems.join('; ')}`);
    say(`lab ${lab.id} done`);
  }
}

async function doClusters(say: Say): Promise<void> {
  const signedIn = await signIn(process.env);
  await findRun(signedIn);
  const plan = planRun(signedIn, new Map());
  const hindering = await hindrances(plan, signedIn, process.env);
  if (hindering.length > 0) throw new Error(hindering.join('; '));
  const { run, ledger } = beginRun(signedIn.home, plan);
  const tools = { run, ledger, aws: signedIn.account.aws, clock: systemClock, say };
  await setUp(tools, askNodes(signedIn.account, process.env));
  if ((await cleanAccount(new Map(), process.env)) !== 0) throw new Error('Something of the run is left.');
}
