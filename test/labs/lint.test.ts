import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { remediesOf } from '../../labs/kit/faults.ts';
import { requireJson } from '../../labs/kit/json-document.ts';
import { readFences } from '../../labs/kit/page.ts';
import { fencesOf } from '../../labs/kit/solve.ts';

const pageOf = (name: string) => readFileSync(`docs/${name}.mdx`, 'utf8');
const filesOf = (name: string) => readdirSync(`labs/${name}`).filter((file) => file !== 'faults');
const scriptsOf = (name: string) => (existsSync(`labs/${name}/faults`) ? readdirSync(`labs/${name}/faults`) : []);

/**
 * Reading at 200 words a minute, half a minute for each block of commands, and a few seconds for each line of code or output.
 * The labs' own time is seconds (`npm run lab:tour`). Thinking, and finding one's mistakes, come on top: up to as long again and more.
 */
function minutesFor(page: string): number {
  const blocks = [...page.matchAll(/^```.*\n([\s\S]*?)^```/gm)].map(([, body = '']) => body);
  const prose = page.replace(/^```[\s\S]*?^```/gm, '').replace(/^---[\s\S]*?\n---\n/, '');
  const words = prose.replace(/<[^>]+>/g, '').split(/\s+/).length;
  const lines = blocks.join('').split('\n').length;
  return words / 200 + readFences(page).filter(({ step }) => step).length / 2 + lines / 25;
}

describe.each(allLabs)('lab $id', (lab) => {
  const page = pageOf(lab.page);

  it('has a page with the same title and minutes', () => {
    expect(page).toContain(`\ntitle: ${lab.title}\n`);
    expect(page).toContain(`\nminutes: ${lab.minutes}\n`);
  });

  it('says the minutes that reading its page and running its commands take', () => {
    const least = minutesFor(page);
    expect(lab.minutes).toBeGreaterThanOrEqual(Math.floor(least));
    expect(lab.minutes).toBeLessThanOrEqual(3 * least + 5);
  });

  it.each(lab.steps)('step $id has commands, checks and three hints', (step) => {
    expect(fencesOf(page, step).length).toBeGreaterThan(0);
    expect(step.checks.length).toBeGreaterThan(0);
    expect(step.hints.filter((hint) => hint.length > 0)).toHaveLength(3);
    expect(new Set(step.hints).size).toBe(3);
  });

  it('has no two steps, and no two checks, of one name', () => {
    const names = lab.steps.flatMap((step) => [step.id, ...step.checks.map((check) => `${step.id} ${check.must}`)]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has no commands of a step that it lacks', () => {
    const known = lab.steps.map((step) => step.id);
    const fences = readFences(page).filter(({ clean, faults }) => !clean && faults.length === 0);
    expect(fences.map((fence) => fence.step).filter((step) => !known.includes(step ?? ''))).toEqual([]);
  });

  it('has a clean-up', () => {
    expect(readFences(page).some((fence) => fence.clean)).toBe(true);
  });

  it('has commands and remedies for its faults, and no other', () => {
    const ids = lab.faults.map((fault) => fault.id);
    expect(scriptsOf(lab.page).sort()).toEqual(ids.map((id) => `${id}.sh`).sort());
    expect(lab.faults.filter((fault) => remediesOf(page, fault).length === 0)).toEqual([]);
    const mended = readFences(page).flatMap(({ faults }) => faults);
    expect(mended.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has faults that trip a check of their step, and whose symptom is on the page', () => {
    for (const { step, trips, symptom } of lab.faults) {
      const checks = lab.steps.find(({ id }) => id === step)?.checks ?? [];
      expect(checks.map(({ must }) => must)).toContain(trips.must);
      expect(page).toContain(symptom);
    }
  });

  it('requires labs that exist', () => {
    expect(lab.requires.filter((id) => !allLabs.some((one) => one.id === id))).toEqual([]);
  });

  it('has no stray file: its page names each, code aside', () => {
    const files = filesOf(lab.page).filter((file) => !file.endsWith('.ts'));
    const named = (file: string) => page.includes(`labs/${lab.page}/${file}`) || isNamedByLoop(page, lab.page, file);
    expect(files.filter((file) => !named(file))).toEqual([]);
  });

  it('shows policy files as they are', () => {
    for (const file of filesOf(lab.page).filter((one) => one.endsWith('.json'))) {
      const text = readFileSync(`labs/${lab.page}/${file}`, 'utf8');
      requireJson(file, text);
      const shown = new RegExp(`\`\`\`json title="labs/${lab.page}/${file}"\n([\\s\\S]*?)\`\`\``).exec(page);
      if (shown) expect(shown[1]).toBe(text);
    }
  });
});

/** A loop over teams says `$team` where the file says `team-a`. */
function isNamedByLoop(page: string, lab: string, file: string): boolean {
  return page.includes(`labs/${lab}/${file.replace(/^team-[ab]/, '$team')}`);
}

it('has a folder, and a page with a number, for each lab and no other', () => {
  const pages = allLabs.map((lab) => lab.page);
  const folders = readdirSync('labs', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((entry) => entry.name).sort()).toEqual([...pages, 'kit', 'why'].sort());
  const numbered = readdirSync('docs').filter((file) => /^\d\d-/.test(file));
  expect(numbered.sort()).toEqual(pages.map((page) => `${page}.mdx`).sort());
});
