import { Bash, type IFileSystem, type InitialFiles, InMemoryFs } from 'just-bash';
import { bashCommand, type Surroundings } from './command.ts';
import { curlFetch } from './curl-fetch.ts';
import { env, printenv } from './env-command.ts';
import { createOutput, type OutputSinks } from './output.ts';
import { quotedDefaults } from './quoted-defaults.ts';
import { tar } from './tar.ts';
import type { Connect, Transport } from './transport.ts';

export interface ShellOptions {
  /** The file system; in memory if absent. */
  fs?: IFileSystem;
  /** Files of the in-memory file system, by absolute path. */
  files?: InitialFiles;
  env: Record<string, string>;
  cwd: string;
  transport: Transport;
  /** For `kubectl exec`; without it exec says that it cannot. */
  connect?: Connect;
  /** Milliseconds; a timer if absent. Every wait of the shell, `aws` and `kubectl` goes through it. */
  sleep?: (ms: number) => Promise<void>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** True: variables and the working directory of a run are there in the next, as in a terminal. Default false. */
  keepsEnvironment?: boolean;
}

export interface RunOptions extends OutputSinks {
  signal?: AbortSignal;
  stdin?: string;
}

export interface RunResult {
  stdout: string;
  stderr: string;
  exitCode: number;
}

export interface Shell {
  /** Runs a script to its end. Never rejects for what the script does; its exit code says. */
  run(script: string, options?: RunOptions): Promise<RunResult>;
  fs: IFileSystem;
}

/** Bash with coreutils, jq, curl, `aws` and `kubectl`, in TypeScript: runs in Node and in a browser. */
export function createShell(options: ShellOptions): Shell {
  const output = createOutput(options.fs ?? new InMemoryFs(options.files));
  const { fs } = output;
  const bash = new Bash({
    fs,
    env: options.env,
    cwd: options.cwd,
    fetch: curlFetch(options.transport),
    sleep: options.sleep ?? timer,
    customCommands: commands({ ...surroundings(options), stream: output.stream }),
    // It patches globals of the whole process while a script runs; other code runs beside this shell.
    defenseInDepth: false,
    executionLimits: UNHURRIED,
  });
  bash.registerTransformPlugin(quotedDefaults);
  bash.registerTransformPlugin(output.plugin);
  let kept: { env: Record<string, string>; cwd: string } | undefined;
  return {
    fs,
    async run(script, { signal, stdin, ...sinks } = {}) {
      const collected = output.begin(sinks);
      const result = await bash.exec(script, {
        signal,
        stdin,
        rawScript: true,
        replaceEnv: kept !== undefined,
        ...kept,
      });
      if (options.keepsEnvironment) kept = { env: result.env, cwd: result.env.PWD ?? options.cwd };
      return collected.end(result);
    },
  };
}

/** A container's main script may run for days; the interpreter's guards are for untrusted scripts. */
const UNHURRIED = {
  maxExecutionTimeMs: 2 ** 31 - 1,
  maxCommandCount: Number.MAX_SAFE_INTEGER,
  maxLoopIterations: Number.MAX_SAFE_INTEGER,
  maxWorkUnits: Number.MAX_SAFE_INTEGER,
};

function surroundings({ transport, connect, sleep = timer, now = Date.now }: ShellOptions) {
  return { transport, connect, sleep, now };
}

function commands(around: Surroundings) {
  return [
    env,
    printenv,
    tar,
    bashCommand('aws', async () => (await import('./aws/aws-command.ts')).aws, around),
    bashCommand('kubectl', async () => (await import('./kubectl/kubectl-command.ts')).kubectl, around),
    bashCommand('envsubst', async () => (await import('./envsubst.ts')).envsubst, around),
    bashCommand('hostname', async () => (await import('./hostname.ts')).hostname, around),
    bashCommand('mktemp', async () => (await import('./mktemp.ts')).mktemp, around),
  ];
}

const timer = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
