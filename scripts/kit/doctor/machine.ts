import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findOnPath } from '../../../host/find-on-path.ts';
import { labHome, projectFolder } from '../lab-home.ts';
import { bad, type Finding, good, orUnknown, unknown } from './finding.ts';

const TOOL_DEADLINE_MS = 20_000;
/** State, logs and the prepared programs of a day of labs take a fraction of this. */
const ENOUGH_MIB = 500;

const TOOLS: { name: string; words: string[] }[] = [
  { name: 'aws', words: ['--version'] },
  { name: 'kubectl', words: ['version', '--client'] },
  { name: 'terraform', words: ['version'] },
];

/** This machine, whatever the labs run on. */
export async function lookAtMachine(): Promise<Finding[]> {
  return [nodeVersion(process.version), ...(await Promise.all(TOOLS.map(lookAtTool))), writable(), await diskSpace()];
}

function nodeVersion(version: string): Finding {
  const { engines } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const numbers = (text: string) => text.replace(/^\D+/, '').split('.').map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [wantedMajor = 0, wantedMinor = 0] = numbers(engines.node);
  const isEnough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  if (isEnough) return good(`Node ${version}`);
  return bad(`Node ${version} is too old`, `Install Node ${engines.node.replace('>=', '')} or later.`);
}

/** None of them is needed: the workshop shell has its own. */
async function lookAtTool({ name, words }: (typeof TOOLS)[number]): Promise<Finding> {
  const path = findOnPath(name);
  if (!path) return unknown(`${name} is not installed; npm run lab:shell has aws and kubectl built in`);
  const line = await firstLine(path, words);
  return line === undefined ? unknown(`${name} is at ${path}, and does not run`) : good(`${name}: ${line}`);
}

function firstLine(path: string, words: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, words, { timeout: TOOL_DEADLINE_MS }, (error, stdout) =>
      resolve(error ? undefined : (stdout.split('\n')[0] ?? '')),
    );
  });
}

function writable(): Finding {
  const home = labHome();
  try {
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.W_OK);
    return good(`LAB_HOME ${home} can be written to`);
  } catch {
    return bad(`LAB_HOME ${home} cannot be written to`, 'Set LAB_HOME to a folder of yours.');
  }
}

const diskSpace = () =>
  orUnknown('Disk space', async () => {
    const folder = existsSync(labHome()) ? labHome() : dirname(labHome());
    const { bavail, bsize } = await statfs(folder);
    const free = Math.floor((bavail * bsize) / 2 ** 20);
    if (free >= ENOUGH_MIB) return good(`${free} MiB of disk space are free`);
    return bad(
      `Only ${free} MiB of disk space are free`,
      `Make room for ${ENOUGH_MIB} MiB, or set LAB_HOME elsewhere.`,
    );
  });
