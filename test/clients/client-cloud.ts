import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { labFiles } from '../../host/lab-files.ts';
import { type LocalCloud, startLocalCloud } from '../../host/local-cloud.ts';
import { type Outcome, runTool } from './run-tool.ts';

export interface ClientCloud {
  url: string;
  /** An empty folder in which the tools run. */
  work: string;
  /** The settings of `lab:env` and no others of AWS's: nothing of this machine's own configuration is seen. */
  env: NodeJS.ProcessEnv;
  credentials: LocalCloud['credentials'];
  /** Writes a JSON document into `work`. */
  write(name: string, document: object): void;
  /** Runs a script with bash in `work`. */
  sh(script: string): Promise<Outcome>;
  /** The output of a script that must succeed. */
  succeeds(script: string): Promise<string>;
  /** Ends the cloud and removes all its files. */
  stop(): Promise<void>;
}

/** A local cloud of its own for a suite of client programs. */
export async function startClientCloud(): Promise<ClientCloud> {
  const home = mkdtempSync(join(tmpdir(), 'workshop-clients-'));
  const work = join(home, 'work');
  const cloud = await startLocalCloud({ labHome: home, port: 0 });
  mkdirSync(work);
  const env = clientEnvironment(home);
  const sh = (script: string) => runTool('bash', ['-c', `set -o pipefail; ${script}`], { cwd: work, env });
  return {
    url: cloud.url,
    work,
    env,
    credentials: cloud.credentials,
    write: (name, document) => writeFileSync(join(work, name), JSON.stringify(document)),
    sh,
    async succeeds(script) {
      const { exitCode, stdout, stderr } = await sh(script);
      expect({ script, exitCode, reason: exitCode === 0 ? '' : stderr }).toEqual({ script, exitCode: 0, reason: '' });
      return stdout;
    },
    async stop() {
      await cloud.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function clientEnvironment(home: string): NodeJS.ProcessEnv {
  const files = labFiles(home);
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.endsWith('_PROXY'));
  return {
    ...Object.fromEntries(own),
    HOME: home,
    KUBECONFIG: files.kubeconfig,
    AWS_CONFIG_FILE: files.awsConfig,
    AWS_SHARED_CREDENTIALS_FILE: files.awsCredentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}
