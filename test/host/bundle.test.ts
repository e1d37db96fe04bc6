import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleHost } from '../../host/bundle.ts';

let home: string;
let output: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'bundle-'));
  // Inside of the project, because what the bundle leaves out is found from where it lies.
  output = mkdtempSync(fileURLToPath(new URL('../../node_modules/.bundle-test-', import.meta.url)));
});
afterAll(() => {
  for (const folder of [home, output]) rmSync(folder, { recursive: true, force: true });
});

it('starts with plain node, and is not built again while nothing has changed', { timeout: 60_000 }, async () => {
  const program = await bundleHost(output);
  const builtAt = statSync(program).mtimeMs;
  expect(await bundleHost(output)).toBe(program);
  expect(statSync(program).mtimeMs).toBe(builtAt);
  const env = { ...process.env, LAB_HOME: home, LAB_PORT: '0' };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  expect(JSON.parse(line)).toMatchObject({ ready: true, pid: child.pid });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
