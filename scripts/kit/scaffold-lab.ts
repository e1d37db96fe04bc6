import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WrongInput } from './command.ts';

/** A lab to begin with: two digits, and a title in plain words. */
export interface NewLab {
  id: string;
  title: string;
}

/**
 * Writes a lab's folder and page, and adds it to `labs/all-labs.ts`; the sidebar takes it from the page's front matter.
 * Answers the paths. `lab:check` fails until the author has written the check.
 *
 * Errors: WrongInput for an id or title that cannot be used, or a lab that exists.
 */
export function scaffoldLab(folder: string, { id, title }: NewLab): string[] {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (!/^\d\d$/.test(id)) throw new WrongInput(`The number of a lab has two digits, such as 09, and is not ${id}.`);
  if (slug === '' || !/^[\w ,.()-]+$/.test(title))
    throw new WrongInput('A title is one line of plain letters, digits and commas.');
  const list = join(folder, 'labs', 'all-labs.ts');
  const before = readFileSync(list, 'utf8');
  const taken = new RegExp(`'\\./(${id}-[^/]*)/`).exec(before)?.[1];
  if (taken) throw new WrongInput(`Lab ${id} exists: labs/${taken}. Choose another number.`);
  const page = `${id}-${slug}`;
  const texts = { [`labs/${page}/lab.ts`]: labText(id, page, title), [`docs/${page}.mdx`]: pageText(id, title) };
  for (const [path, text] of Object.entries(texts)) write(folder, path, text);
  writeFileSync(list, withLab(before, page, slug));
  return [...Object.keys(texts), 'labs/all-labs.ts'];
}

function write(folder: string, path: string, text: string): void {
  if (existsSync(join(folder, path)))
    throw new WrongInput(`${path} exists already. Move it away, or choose another title.`);
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const IMPORT = /^import (\w+) from '\.\/(\d\d-[^/]+)\/lab\.ts';\n/gm;

/** The list with one more lab, in the order of the pages, on as many lines as the formatter wants. */
function withLab(list: string, page: string, slug: string): string {
  const labs = [...list.matchAll(IMPORT)].map(([, name = '', path = '']) => ({ name, path }));
  const name = slug.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  labs.push({ name: /^\d/.test(name) ? `lab${name}` : name, path: page });
  labs.sort((a, b) => (a.path < b.path ? -1 : 1));
  const imports = labs.map((lab) => `import ${lab.name} from './${lab.path}/lab.ts';\n`).join('');
  const names = labs.map((lab) => lab.name);
  const line = `const labs: Lab[] = [${names.join(', ')}];`;
  const lines = `const labs: Lab[] = [\n${names.map((one) => `  ${one},\n`).join('')}];`;
  const rest = list.replaceAll(IMPORT, '').replace(/const labs[^;]*;/, line.length > 120 ? lines : line);
  return imports + rest;
}

function labText(id: string, page: string, title: string): string {
  return `import { check, lab, step } from '../kit/lab.ts';

const exists = check({
  must: 'what must hold after the step',
  expected: 'what is expected, for the learner',
  next: 'The command, or the place on the page, that helps.',
  observe: async () => ({ ok: false, seen: 'nothing: this check is not written yet' }),
});

export default lab({
  id: '${id}',
  page: '${page}',
  title: '${title}',
  minutes: 20,
  steps: [
    step('first', {
      title: 'The first step',
      checks: [exists],
      hints: ['A nudge.', 'A direction.', 'Nearly the answer.'],
    }),
  ],
  leftovers: async () => [],
});
`;
}

function pageText(id: string, title: string): string {
  return `---
title: ${title}
description: What the reader will have seen, in one sentence.
minutes: 20
sidebar_position: ${Number(id)}
objectives:
  - what the reader can do afterwards
prerequisites:
  - "the local cloud runs, and this shell knows it"
cost: What it costs on AWS.
selfCheck:
  - question: The first question?
    answer: Its answer, explained.
  - question: The second question?
    answer: Its answer, explained.
  - question: The third question?
    answer: Its answer, explained.
---

## Step 1: The first step

\`\`\`bash step=first title="What it does"
aws sts get-caller-identity
\`\`\`

## In production

## Self-check

<SelfCheck />

## Clean up

\`\`\`bash clean title="Remove what this lab made"
echo nothing
\`\`\`

## Sources
`;
}
