import { parse } from 'yaml';

/** One question of a self-check. Backquotes mark code. */
export interface Question {
  question: string;
  answer: string;
}

/** What the author of a lab page writes as data; the theme shows it, so that every page states the same things. */
export interface LabFrontMatter {
  title: string;
  description: string;
  minutes: number;
  /** What the reader can do afterwards. */
  objectives: string[];
  /** Two digits of the labs that must be solved first; the same as the lab's own `requires`. */
  requires?: string[];
  /** What else the reader needs to know or have. */
  prerequisites: string[];
  /** What the lab costs on AWS; on the local cloud nothing costs anything. */
  cost: string;
  /** Exactly three. */
  selfCheck: Question[];
  slug?: string;
}

/** Of each field: what it must be, and whether it is. */
const RULES: [name: keyof LabFrontMatter, rule: string, holds: (value: unknown) => boolean][] = [
  ['title', 'a text', isText],
  ['description', 'a text', isText],
  ['minutes', 'a number above 0', (value) => typeof value === 'number' && value > 0],
  ['objectives', 'a list of texts', isTexts],
  ['prerequisites', 'a list of texts', isTexts],
  ['cost', 'a text', isText],
  ['selfCheck', 'three questions, each with question and answer', isSelfCheck],
  ['requires', 'a list of two-digit texts', (value) => value === undefined || isTexts(value)],
];

/** What a page must hold besides, for its reader to find the same parts on every page. */
const PARTS = ['\n## In production\n', '\n## Self-check\n\n<SelfCheck />\n', '\n## Sources\n'];

/**
 * The front matter of a lab's page.
 *
 * Errors: names the page and everything that it lacks, and so stops the build.
 */
export function requireLabFrontMatter(page: string, text: string): LabFrontMatter {
  const frontMatter = (parse(/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') ?? {}) as Partial<LabFrontMatter>;
  const lacking = [
    ...RULES.filter(([name, , holds]) => !holds(frontMatter[name])).map(([name, rule]) => `${name}: ${rule}`),
    ...PARTS.filter((part) => !text.includes(part)).map((part) => part.trim().replace(/\n+/g, ' with ')),
  ];
  if (lacking.length > 0) throw new Error(`docs/${page} lacks\n  ${lacking.join('\n  ')}`);
  return frontMatter as LabFrontMatter;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isSelfCheck(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  return value.every((one: Partial<Question> | null) => isText(one?.question) && isText(one?.answer));
}
