import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findOnPath } from '../../host/find-on-path.ts';
import { runLab } from './run-lab.ts';

// In the workshop's folder, as LAB_HOME is for learners.
const home = mkdtempSync(resolve('.lab-watch-'));
const env = { LAB_HOME: home, LAB_PORT: '0' };
// On macOS its words are others.
const script = process.platform === 'linux' ? findOnPath('script') : undefined;

afterAll(async () => {
  await runLab('stop', [], env);
  rmSync(home, { recursive: true, force: true });
});

it.skipIf(!script)('draws over the last look on a terminal (left out without script of util-linux)', async () => {
  expect((await runLab('start', [], env)).exitCode).toBe(0);
  const watched = onTerminal('node scripts/run.mjs scripts/lab-verify.ts 00/bucket --watch');
  await watched.until('0 of 1 checks hold.');
  expect((await runLab('solve', ['00/bucket'], env)).exitCode).toBe(0);
  const { exitCode, output } = await watched.ended;
  // As many rows up as the first look had (title, step, check, seen, expected, next, a blank, the count), then what is below goes.
  expect(output.replaceAll('\u001b', 'ESC')).toMatch(/0 of 1 checks hold\.\s+ESC\[\d+DESC\[8AESC\[0J/);
  expect(output).toMatch(/All 1 checks hold\.\S*\s*$/);
  expect(exitCode).toBe(0);
});

/** Runs a command on a terminal of its own, 120 wide and 40 high. */
function onTerminal(command: string) {
  let output = '';
  const words = ['-qec', `stty cols 120 rows 40; ${command}`, '/dev/null'];
  const child = execFile(script ?? '', words, { env: { ...process.env, ...env, NO_COLOR: '1' } });
  const ended = new Promise<{ exitCode: number | null; output: string }>((settle) =>
    child.on('close', (exitCode) => settle({ exitCode, output })),
  );
  child.stdout?.on('data', (text: string) => (output += text));
  const until = (text: string) =>
    new Promise<void>((settle) => child.stdout?.on('data', () => output.includes(text) && settle()));
  return { ended, until };
}
