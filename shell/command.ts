import type { CustomCommand, ExecResult, IFileSystem, ResolvedCommandContext } from 'just-bash';
import { decodeBytesToUtf8, defineCommand, latin1FromBytes } from 'just-bash';
import type { Connect, Transport } from './transport.ts';

/** What the shell gives to `aws` and `kubectl`: the process they would be, plus the outside world. */
export interface CommandContext {
  fs: IFileSystem;
  cwd: string;
  /** Exported variables. */
  env: Record<string, string>;
  stdin: { text(): string; bytes(): Uint8Array };
  transport: Transport;
  connect?: Connect;
  /** Every wait goes through here. */
  sleep: (ms: number) => Promise<void>;
  /** Milliseconds since the epoch. */
  now: () => number;
  signal?: AbortSignal;
  /** Sends text out at once, where the run can show it; the command then leaves it out of its result. */
  stream?: (text: string) => void;
}

export interface CommandResult {
  stdout: string | Uint8Array;
  stderr: string;
  exitCode: number;
}

export type CommandMain = (args: string[], context: CommandContext) => Promise<CommandResult>;

/** The part of a context that is the same for every command of a shell. */
export type Surroundings = Pick<CommandContext, 'transport' | 'connect' | 'sleep' | 'now'> & {
  stream(): CommandContext['stream'];
};

/** A bash command from a lazily loaded main function, so that a shell that never calls it never loads it. */
export function bashCommand(name: string, load: () => Promise<CommandMain>, around: Surroundings): CustomCommand {
  return defineCommand(name, async (args, bash) => {
    const main = await load();
    return asExecResult(await main(args, contextOf(bash, around)));
  });
}

function contextOf(bash: ResolvedCommandContext, { stream, ...around }: Surroundings): CommandContext {
  return {
    ...around,
    fs: bash.fs,
    cwd: bash.cwd,
    env: bash.exportedEnv ?? Object.fromEntries(bash.env),
    stdin: {
      text: () => decodeBytesToUtf8(bash.stdin),
      bytes: () => Uint8Array.from(latin1FromBytes(bash.stdin), (char) => char.charCodeAt(0)),
    },
    signal: bash.signal,
    stream: stream(),
  };
}

function asExecResult({ stdout, stderr, exitCode }: CommandResult): ExecResult {
  if (typeof stdout === 'string') return { stdout, stderr, exitCode, stdoutKind: 'text' };
  let latin1 = '';
  for (const byte of stdout) latin1 += String.fromCharCode(byte);
  return { stdout: latin1, stderr, exitCode, stdoutKind: 'bytes' };
}
