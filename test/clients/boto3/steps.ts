import { join } from 'node:path';
import { expect } from 'vitest';
import type { ClientCloud } from '../client-cloud.ts';
import { runTool } from '../run-tool.ts';

/** What a program of this folder said at each step. */
export async function steps(
  cloud: ClientCloud,
  program: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Record<string, unknown>> {
  // Python would else leave its compiled files beside the programs.
  const settings = { ...cloud.env, PYTHONDONTWRITEBYTECODE: '1', ...env };
  const path = join(import.meta.dirname, program);
  const { exitCode, stdout, stderr } = await runTool('python3', [path], { cwd: cloud.work, env: settings });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = stdout.split('\n').map((line) => JSON.parse(line) as { step: string; seen: unknown });
  return Object.fromEntries(lines.map(({ step, seen }) => [step, seen]));
}
