import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHAIN } from '../../../labs/why/chain.ts';

const page = readFileSync('docs/why.mdx', 'utf8');
const ids = ['cluster', ...CHAIN.map(({ id }) => id)];

/** The table under a heading, without its head: cells by row. */
function table(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
}

it('has each link once, in the order of the chain, with the way that it is on', () => {
  const ways = CHAIN.map(({ mechanism = 'both' }) => mechanism);
  expect(table('The links').map(([id, , way]) => [id, way])).toEqual(
    ids.map((id, index) => [`\`${id}\``, ['both', ...ways][index]]),
  );
});

it('sends nobody to a link that does not exist', () => {
  const named = table('What goes wrong, and which link says so').flatMap((row) =>
    [...(row.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !ids.includes(name) && !name.startsWith('npm '))).toEqual([]);
});
