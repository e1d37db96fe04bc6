import type { CommandContext, CommandResult } from '../command.ts';
import type { KubeClient } from './client.ts';
import type { Flags } from './flags.ts';

/** What a sub-command runs with. */
export interface Invocation {
  context: CommandContext;
  flags: Flags;
  client: KubeClient;
}

export type Subcommand = (invocation: Invocation) => Promise<CommandResult>;

export const done = (stdout: string, stderr = ''): CommandResult => ({ stdout, stderr, exitCode: 0 });
