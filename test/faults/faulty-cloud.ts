import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCertificates } from '../../host/certificates.ts';
import { labFiles } from '../../host/lab-files.ts';
import { startLocalCloud } from '../../host/local-cloud.ts';
import { awsTarget } from '../../scripts/kit/target/aws-target.ts';
import type { Session } from '../../scripts/kit/target/target.ts';
import { type Door, openDoor } from './door.ts';
import { ANSWER_SECONDS } from './faults.ts';

/** A local cloud that stands for AWS, with a door in front. */
export interface FaultyCloud {
  door: Door;
  /** For a script of its own process. */
  env: Record<string, string>;
  /** As a script with `--target aws` opens it: credentials, clients, connections are new. */
  open(): Promise<Session>;
  /** Ends the cloud and removes its files. */
  stop(): Promise<void>;
}

/** Sets this process's environment, as a learner does for `--target aws`. */
export async function startFaultyCloud(): Promise<FaultyCloud> {
  const home = mkdtempSync(join(tmpdir(), 'workshop-faults-'));
  const files = labFiles(home);
  const cloud = await startLocalCloud({ labHome: home, port: 0 });
  const door = await openDoor({ ...cloud, certificates: await loadCertificates(files.certificates) });
  const config = join(home, 'own-config');
  writeFileSync(config, '[default]\nregion = us-west-2\n');
  const env = {
    LAB_HOME: home,
    LAB_ANSWER_SECONDS: String(ANSWER_SECONDS),
    AWS_ENDPOINT_URL: door.url,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: files.awsCredentials,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  Object.assign(process.env, env);
  return {
    door,
    env,
    open: async () => impatient(await (await awsTarget(new Map(), process.env)).open()),
    async stop() {
      await door.close();
      await cloud.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Changes arrive at once here; only pods take their time. */
const impatient = (session: Session): Session => ({
  ...session,
  patience: { ...session.patience, settleMs: 15_000, graceMs: 0, pollMs: 150 },
});
