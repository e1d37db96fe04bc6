import { existsSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

const SECURITY = readFileSync('SECURITY.md', 'utf8');

interface Threat {
  title: string;
  tests: { path: string; name: string }[];
}

/** Each `- **Threat.**` with the tests on the lines below it, as "`path`: name". */
function threatsIn(document: string): Threat[] {
  return document
    .split(/^- /m)
    .slice(1)
    .map((text) => ({
      title: /^\*\*(.+?)\*\*/s.exec(text)?.[1]?.replaceAll('\n', ' ') ?? text.slice(0, 40),
      tests: [...text.matchAll(/^ {2}- `(.+?)`: (.+)$/gm)].map(([, path = '', name = '']) => ({ path, name })),
    }));
}

/** What `it` and `it.each(…)` are called in a file of tests. */
function testsIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const source = readFileSync(path, 'utf8');
  const named = source.matchAll(/(?:\bit|\](?: as const)?\)|\bit\.each\(.+\))\(\s*(['"`])(.+?)\1,/g);
  return [...named].map((match) => match[2] ?? '');
}

describe('SECURITY.md', () => {
  const threats = threatsIn(SECURITY);
  const named = threats.flatMap(({ tests }) => tests);

  it('names a test for every threat', () => {
    expect(threats.length).toBeGreaterThan(5);
    expect(threats.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it('names tests that exist', () => {
    expect(named.filter(({ path, name }) => !testsIn(path).includes(name))).toEqual([]);
  });

  it('names every test of test/security', () => {
    const all = globSync('test/security/*.test.ts').flatMap((path) => testsIn(path).map((name) => ({ path, name })));
    expect(all.filter(({ path, name }) => !named.some((one) => one.path === path && one.name === name))).toEqual([]);
  });
});
