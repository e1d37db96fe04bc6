import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopLocalCloud } from './local-cloud.ts';

/** From now on LAB_HOME is a new folder, and the port any free one. What it answers ends the local cloud and removes the folder. */
export function moveToScratchHome(): () => Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'workshop-tour-'));
  process.env.LAB_HOME = home;
  process.env.LAB_PORT = '0';
  let left: Promise<void> | undefined;
  const leave = () => {
    left ??= stopLocalCloud().then(() => rmSync(home, { recursive: true, force: true }));
    return left;
  };
  // Ctrl-C in the middle must not leave a local cloud behind that nobody knows of.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void leave().then(() => process.exit(130)));
  return leave;
}
