import { execFile, spawnSync } from 'node:child_process';
import { describe } from 'vitest';

export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  stdin?: string;
  /** Unlike a sleep, nobody waits for it: it only ends what hangs. */
  deadlineMs?: number;
}

const DEADLINE_MS = 240_000;
const SUITE_DEADLINE_MS = 600_000;

/** Runs a program to its end; its outputs come without the last line's end. Rejects when it has to be ended at the deadline. */
export function runTool(program: string, args: string[], options: RunOptions = {}): Promise<Outcome> {
  const { cwd, env = process.env, stdin = '', deadlineMs = DEADLINE_MS } = options;
  const settings = { cwd, env, timeout: deadlineMs, maxBuffer: 16 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, settings, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(error);
      resolve({ exitCode: child.exitCode ?? 0, stdout: stdout.trim(), stderr: stderr.trim() });
    });
    child.stdin?.end(stdin);
  });
}

/** Command lines that exit with 0 on a machine that has the tool. */
const CHECKS = {
  bash: ['bash', '--version'],
  aws: ['aws', '--version'],
  curl: ['curl', '--version'],
  jq: ['jq', '--version'],
  openssl: ['openssl', 'version'],
  kubectl: [process.env.KUBECTL ?? 'kubectl', 'version', '--client'],
  python3: ['python3', '--version'],
  boto3: ['python3', '-c', 'import boto3'],
  terraform: ['terraform', '-version'],
  'cfn-lint': ['cfn-lint', '--version'],
} as const;

export type Tool = keyof typeof CHECKS;

/**
 * A suite that needs these tools, and nothing of `otherReasons`; where something is missing it is skipped, and says so
 * on the terminal and in its name.
 */
export function describeWith(tools: Tool[], name: string, otherReasons: string[], suite: () => void): void {
  const missing = tools.filter((tool) => !isThere(CHECKS[tool])).map((tool) => `${tool} is not on this machine`);
  const reason = [...missing, ...otherReasons].join(', ');
  if (reason) console.warn(`${name}: skipped, ${reason}`);
  describe.skipIf(reason)(reason ? `${name} (skipped: ${reason})` : name, { timeout: SUITE_DEADLINE_MS }, suite);
}

function isThere([program, ...args]: readonly string[]): boolean {
  return spawnSync(program ?? '', args, { stdio: 'ignore' }).status === 0;
}
