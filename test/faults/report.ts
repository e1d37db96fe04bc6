import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { survivalTable } from './survival-table.ts';
import type { Survival } from './survive.ts';

declare module 'vitest' {
  interface ProvidedContext {
    survivals: string;
  }
}

/** Keeps what became of faults for the table at the end; test files run in processes of their own. */
export function report(survivals: Survival[]): void {
  for (const one of survivals) appendFileSync(inject('survivals'), `${JSON.stringify(one)}\n`);
}

/** Of the whole suite: what it answers prints the table once all tests have ended. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'workshop-survivals-'));
  const path = join(folder, 'survivals.jsonl');
  appendFileSync(path, '');
  project.provide('survivals', path);
  return () => {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    const survivals = lines.map((line) => JSON.parse(line) as Survival);
    rmSync(folder, { recursive: true });
    if (survivals.length > 0) console.log(`\n${survivalTable(sorted(survivals))}`);
  };
}

const sorted = (survivals: Survival[]) =>
  survivals.toSorted((a, b) => `${a.work} ${a.fault}`.localeCompare(`${b.work} ${b.fault}`));
