import { afterAll, beforeAll } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';

/** What the chapters' commands are for. The guide's `my-cluster` is one of the local cloud's, since making one takes nodes too. */
export const CLUSTER = 'workshop-a';

export interface Reader extends Pick<ClientCloud, 'sh' | 'url' | 'credentials'> {
  /** The output of commands that must all succeed, typed one after the other into one shell. */
  types(commands: string): Promise<string>;
  /** The same, read as JSON. */
  reads(commands: string): Promise<ReturnType<typeof JSON.parse>>;
}

interface Chapter {
  /** Of the page whose commands these are, so that both can be read side by side. */
  url: string;
  /** What the chapter takes for granted, besides a cluster. */
  before?: string;
  tools?: Parameters<typeof describeWith>[0];
}

/**
 * A chapter of the EKS user guide, followed with the real tools on a local cloud of its own. What it does with eksctl or
 * in the console is done with the AWS CLI.
 */
export function chapter(title: string, { url, before, tools = [] }: Chapter, follow: (reader: Reader) => void): void {
  describeWith(['bash', 'aws', 'kubectl', ...tools], `EKS user guide, ${title} (${url})`, [], () => {
    let cloud: ClientCloud | undefined;
    const opened = () => {
      if (!cloud) throw new Error('the local cloud has not started');
      return cloud;
    };
    const types = (commands: string) => opened().succeeds(`set -e; export AWS_REGION=us-west-2\n${commands}`);
    beforeAll(async () => {
      cloud = await startClientCloud();
      if (before) await types(before);
    });
    afterAll(() => cloud?.stop());
    follow({
      types,
      reads: async (commands) => JSON.parse(await types(commands)),
      sh: (script) => opened().sh(script),
      get url() {
        return opened().url;
      },
      get credentials() {
        return opened().credentials;
      },
    });
  });
}
