import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './lab-home.ts';

export interface Count {
  passed: number;
  failed: number;
}

/** Runs vitest with these words, and counts. A run that ended badly, or in which no test ran, counts as one failure. */
export async function runSuites(words: string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'workshop-test-'));
  try {
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
    const command = [vitest, 'run', ...words, ...reporters];
    const tests = spawn(process.execPath, command, { cwd: projectFolder, stdio: 'inherit' });
    const [exitCode] = (await once(tests, 'exit')) as [number | null];
    const { passed, failed } = readReport(report);
    return { passed, failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readReport(path: string): Count {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(path, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}
