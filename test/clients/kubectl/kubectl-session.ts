import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { findOnPath } from '../../../host/find-on-path.ts';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith, type Outcome, type Tool } from '../run-tool.ts';
import { newestKubectl } from './kubectl-versions.ts';
import { asExpected, parseTranscript } from './transcript.ts';

export interface KubectlSession {
  /** Types the commands of a transcript, and expects that the terminal shows what it shows. */
  shows(transcript: string): Promise<void>;
  /** Runs a script with bash; `kubectl` in it is the one under test. */
  sh(script: string): Promise<Outcome>;
  /** The output of a script that must succeed. */
  succeeds(script: string): Promise<string>;
  /** Writes a file into the folder in which the commands run. */
  write(name: string, text: string): void;
}

interface Options {
  kubectl?: string;
  /** What is typed before the tests; its output is not looked at. */
  before?: string;
  /** Other programs that the tests run. */
  programs?: Tool[];
}

/** Tests of a real kubectl with a local cloud of their own, in the namespace `shop` of cluster workshop-a. */
export function describeKubectl(
  topic: string,
  { kubectl = newestKubectl(), before, programs = [] }: Options,
  tests: (session: KubectlSession) => void,
): void {
  describeWith(['bash', 'kubectl', ...programs], `kubectl: ${topic}`, [], () => {
    let cloud: ClientCloud | undefined;
    const opened = () => {
      if (!cloud) throw new Error('the local cloud has not started');
      return cloud;
    };
    const succeeds = (script: string) => opened().succeeds(script);
    beforeAll(async () => {
      cloud = await startClientCloud();
      pinKubectl(cloud, kubectl);
      await succeeds('kubectl create namespace shop && kubectl config set-context --current --namespace=shop');
      if (before) await succeeds(`set -e\n${before}`);
    });
    afterAll(() => cloud?.stop());
    tests({
      shows: (transcript) => expectShown(opened(), transcript),
      sh: (script) => opened().sh(script),
      succeeds,
      write: (name, text) => writeFileSync(join(opened().work, name), text),
    });
  });
}

async function expectShown(cloud: ClientCloud, transcript: string): Promise<void> {
  for (const { script, shown } of parseTranscript(transcript)) {
    const { exitCode, stdout } = await cloud.sh(`exec 2>&1\n${script}`);
    const seen = [...(stdout ? stdout.split('\n') : []), ...(exitCode ? [`[${exitCode}]`] : [])];
    expect([`$ ${script}`, ...asExpected(seen, shown)].join('\n')).toBe([`$ ${script}`, ...shown].join('\n'));
  }
}

/** Puts the kubectl under test first on the path, under the name that people type. */
function pinKubectl(cloud: ClientCloud, kubectl: string): void {
  const folder = join(cloud.env.HOME ?? '', 'bin');
  mkdirSync(folder);
  symlinkSync(kubectl.includes('/') ? resolve(kubectl) : (findOnPath(kubectl) ?? kubectl), join(folder, 'kubectl'));
  cloud.env.PATH = [folder, cloud.env.PATH].join(delimiter);
}
