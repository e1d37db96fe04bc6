import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ran, runLab } from './run-lab.ts';

// A home as nobody would name it: what is quoted badly in a script or a fence breaks, or runs.
const ODD_NAME = `it's "my" $(touch run) \`touch run\` ; touch run & %20 é`;
const place = mkdtempSync(join(tmpdir(), 'secrets-'));
const home = join(place, ODD_NAME);

/** Whatever the commands of one lab's life say, by command. */
const said: Record<string, Ran> = {};

const POD = 'workshop-a/pod-identity/app';
const LIFE: [string, string[]][] = [
  ['start', []],
  ['doctor', []],
  ['status', []],
  ['solve', ['04']],
  ['verify', ['04', '--json']],
  ['why', [POD]],
  ['break', ['04']],
  ['why', [POD, '--action', 's3:GetObject', '--resource', 'arn:aws:s3:::none/x']],
  ['hint', ['04/associate']],
  ['clean', ['04']],
];

beforeAll(async () => {
  for (const [name, words] of LIFE) {
    said[`${name} ${words[0] ?? ''}`] = await runLab(name, words, { LAB_HOME: home, LAB_PORT: '0' });
  }
});
afterAll(async () => {
  await runLab('stop', [], { LAB_HOME: home });
  rmSync(place, { recursive: true, force: true });
});

/** The keys and the token that the home holds, and the forms of those that come and go. */
function secrets(): RegExp[] {
  const read = (...path: string[]) => readFileSync(join(home, ...path), 'utf8');
  const keys = [...read('aws', 'credentials').matchAll(/aws_secret_access_key = (.+)/g)].map(([, key = '']) => key);
  const token = /token: (.+)/.exec(read('kubeconfig'))?.[1] ?? '';
  const known = [...keys, token].map((text) => new RegExp(text.replaceAll(/[^\w]/g, '\\$&')));
  expect(known).toHaveLength(4);
  const [webToken, secretKey] = [/eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./, /SecretAccessKey["':= ]+[\w/+]{20}/];
  return [...known, webToken, secretKey, /SessionToken["':= ]+[\w/+]{20}/, /PRIVATE KEY/];
}

describe('the life of a lab in a home with an odd name', () => {
  it('succeeds, and makes nothing beside its home', () => {
    expect(said['solve 04']).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(said['verify 04']?.stdout ?? '')).toBeTruthy();
    expect(said['verify 04']?.exitCode).toBe(0);
    expect(said['clean 04']?.exitCode).toBe(0);
    expect(readdirSync(place)).toEqual([ODD_NAME]);
  });

  it('shows no secret', () => {
    const found = Object.entries(said).flatMap(([command, { stdout, stderr }]) =>
      secrets()
        .filter((secret) => secret.test(stdout + stderr))
        .map((secret) => `${command}: ${secret}`),
    );
    expect(found).toEqual([]);
  });

  it('writes no secret to the log', () => {
    const log = readFileSync(join(home, 'local-cloud.log'), 'utf8');
    expect(secrets().filter((secret) => secret.test(log))).toEqual([]);
  });
});
