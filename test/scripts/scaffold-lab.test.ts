import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readFences } from '../../labs/kit/page.ts';
import { scaffoldLab } from '../../scripts/kit/scaffold-lab.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'new lab-'));
  mkdirSync(join(folder, 'labs'));
  cpSync('labs/all-labs.ts', join(folder, 'labs', 'all-labs.ts'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

it('makes folder and page of a lab, and puts it into the list in the order of the pages', () => {
  const paths = scaffoldLab(folder, { id: '90', title: 'One policy, many roles' });
  expect(paths).toEqual([
    'labs/90-one-policy-many-roles/lab.ts',
    'docs/90-one-policy-many-roles.mdx',
    'labs/all-labs.ts',
  ]);
  expect(readFences(read('docs/90-one-policy-many-roles.mdx')).map(({ step, clean }) => step ?? clean)).toEqual([
    'first',
    true,
  ]);
  expect(read('labs/90-one-policy-many-roles/lab.ts')).toContain(
    `  title: 'One policy, many roles',\n  minutes: 20,\n`,
  );
  expect(read('labs/all-labs.ts')).toMatch(/import onePolicyManyRoles from [^;]*;\nimport \{ incidentRoom \}/);
  expect(read('labs/all-labs.ts')).toMatch(/onePolicyManyRoles,?\s*\];\n/);
});

it.each([
  ['9', 'A title', 'The number of a lab has two digits, such as 09, and is not 9.'],
  ['90', 'It’s: new', 'A title is one line of plain letters, digits and commas.'],
  ['03', 'Another', 'Lab 03 exists: labs/03-irsa. Choose another number.'],
])('refuses lab %s "%s", and writes nothing', (id, title, message) => {
  const before = read('labs/all-labs.ts');
  expect(() => scaffoldLab(folder, { id, title })).toThrow(message);
  expect(read('labs/all-labs.ts')).toBe(before);
});
