import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Outcome, runTool } from './run-tool.ts';

const PROVIDER = 'registry.terraform.io/hashicorp/aws/5.100.0';
const DEADLINE_MS = 280_000;

// Providers come from a folder laid out as `terraform providers mirror` does: nothing is downloaded. It is the one that
// TF_PLUGIN_MIRROR names, or one below the folders in which machines keep add-on software.
const MIRROR =
  process.env.TF_PLUGIN_MIRROR ?? findMirror(['/usr/local/share/terraform', '/usr/share/terraform', '/opt']);

/** Why Terraform cannot run here, apart from the program itself; empty if it can. */
export const missingMirror = existsSync(join(MIRROR, PROVIDER)) ? [] : ['no AWS provider 5.100.0 in TF_PLUGIN_MIRROR'];

function findMirror(parents: string[]): string {
  const present = parents.filter((parent) => existsSync(parent));
  const folders = present.flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)));
  return folders.find((folder) => existsSync(join(folder, PROVIDER))) ?? '';
}

/** Runs Terraform in a folder, with the mirror's providers only; answers what it printed, and fails where it fails. */
export function terraformIn(folder: string, env: NodeJS.ProcessEnv): (...words: string[]) => Promise<string> {
  const file = join(folder, 'terraformrc');
  writeFileSync(file, mirrorOnly(MIRROR));
  const settings = { TF_CLI_CONFIG_FILE: file, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
  const options = { cwd: folder, env: { ...env, ...settings }, deadlineMs: DEADLINE_MS };
  return async (...words) => succeeded(words, await runTool('terraform', [...words, '-no-color'], options));
}

function succeeded(words: string[], { exitCode, stdout, stderr }: Outcome): string {
  const seen = exitCode === 0 ? '' : stdout;
  expect({ words, exitCode, stderr, seen }).toEqual({ words, exitCode: 0, stderr: '', seen: '' });
  return stdout;
}

const mirrorOnly = (path: string) => `provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(path)}
  }
}
`;
