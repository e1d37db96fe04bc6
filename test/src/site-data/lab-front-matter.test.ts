import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allLabs } from '../../../labs/all-labs.ts';
import { listFaults } from '../../../src/site-data/faults.ts';
import { glossary } from '../../../src/site-data/glossary.ts';
import { requireLabFrontMatter } from '../../../src/site-data/lab-front-matter.ts';

const pageOf = (name: string) => readFileSync(`docs/${name}.mdx`, 'utf8');

describe('a lab page', () => {
  const whole = pageOf('03-irsa');
  const requireWith = (text: string) => () => requireLabFrontMatter('03-irsa.mdx', text);

  it('is read if it has every part', () => {
    expect(requireWith(whole)()).toMatchObject({ title: 'IRSA from zero', minutes: 25 });
  });

  it.each([
    ['cost', whole.replace(/\ncost: .*/, ''), 'cost: a text'],
    ['objectives', whole.replace(/\nobjectives:\n(?: {2}- .*\n)+/, '\n'), 'objectives: a list of texts'],
    [
      'a third question',
      whole.replace(/ {2}- question: The provider[\s\S]*?(?=\n---)/, ''),
      'selfCheck: three questions, each with question and answer',
    ],
    ['the production notes', whole.replace('\n## In production\n', '\n## In practice\n'), '## In production'],
    ['its self-check', whole.replace('\n<SelfCheck />\n', '\n'), '## Self-check with <SelfCheck />'],
  ])('stops the build without %s', (_name, text, lacking) => {
    expect(requireWith(text)).toThrow(`docs/03-irsa.mdx lacks\n  ${lacking}`);
  });

  it.each(allLabs)('of lab $id requires what the lab requires', (lab) => {
    expect(requireLabFrontMatter(lab.page, pageOf(lab.page)).requires ?? []).toEqual(lab.requires);
  });
});

describe('the glossary', () => {
  it('has each id and each term once', () => {
    expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
    expect(new Set(glossary.map(({ term }) => term)).size).toBe(glossary.length);
  });

  it('has every term that a page names', () => {
    const pages = readdirSync('docs').filter((file) => file.endsWith('.mdx'));
    const named = pages.flatMap((file) =>
      [...readFileSync(`docs/${file}`, 'utf8').matchAll(/<Term id="([^"]+)"/g)].map((match) => match[1]),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((id) => !glossary.some((entry) => entry.id === id))).toEqual([]);
  });
});

describe('the index of error texts', () => {
  it('lists the faults of all labs, by lab', () => {
    const fault = { id: 'no-provider', title: 'No provider', symptom: 'No OpenIDConnect provider' };
    expect(listFaults([{ id: '00' }, { id: '03', faults: [fault] }])).toEqual([{ lab: '03', ...fault }]);
  });
});
