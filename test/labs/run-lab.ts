import { execFile } from 'node:child_process';

export interface Ran {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs `npm run lab:<name> -- <words>` as a process of its own, without npm around it. */
export function runLab(name: string, words: string[] = [], env: Record<string, string> = {}): Promise<Ran> {
  const args = ['scripts/run.mjs', `scripts/lab-${name}.ts`, ...words];
  const options = { env: { ...process.env, NO_COLOR: '1', ...env }, maxBuffer: 16 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, options, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? 1, stdout, stderr });
    });
    child.stdin?.end();
  });
}
