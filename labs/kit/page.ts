/** One block of commands on a page. */
export interface Fence {
  /** The step it belongs to; undefined for clean-up and remedies. */
  step: string | undefined;
  clean: boolean;
  /** The faults that it mends, of `fault=<id>` or `fault="<id> <id>"`; none for steps and clean-up. */
  faults: string[];
  /** The text with which the commands must fail. */
  expect: string | undefined;
  commands: string;
  /** What the page shows of its output: the ```text fence that is the next after it. */
  output?: string;
  /** Line of the page on which the commands start. */
  line: number;
}

/** A page that cannot be read as a lab: an unclosed fence, or one that is two things at once. */
export class PageError extends Error {}

/**
 * The fences of a page that are commands to run: ```bash with `step=<id>`, `clean` or `fault=<id>` in their meta, in
 * the page's order. A ```text fence that comes next is its output.
 * Other fences (files to look at) are left alone.
 *
 * Errors: PageError with the line.
 */
export function readFences(page: string): Fence[] {
  const lines = page.split('\n');
  const fences: Fence[] = [];
  let latest: Fence | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const opening = /^(\s*)(`{3,})(\S*)\s*(.*)$/.exec(lines[index] ?? '');
    if (!opening) continue;
    const [, indent = '', ticks = '```', language = '', meta = ''] = opening;
    const end = lines.findIndex((line, at) => at > index && line.trim() === ticks);
    if (end < 0) throw new PageError(`Line ${index + 1}: this code fence is never closed.`);
    const body = dedent(lines.slice(index + 1, end), indent);
    if (language === 'text' && latest) latest.output = body;
    latest = language === 'bash' ? readFence(meta, index + 2, body) : undefined;
    if (latest) fences.push(latest);
    index = end;
  }
  return fences;
}

function dedent(body: string[], indent: string): string {
  return body.map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text)).join('\n');
}

function readFence(meta: string, line: number, commands: string): Fence | undefined {
  const step = metaValue(meta, 'step');
  const clean = /(^|\s)clean(\s|$)/.test(meta.replace(/"[^"]*"/g, ''));
  const faults = metaValue(meta, 'fault')?.split(' ') ?? [];
  const kinds = [step !== undefined, clean, faults.length > 0].filter(Boolean).length;
  if (kinds === 0) return undefined;
  if (kinds > 1)
    throw new PageError(`Line ${line - 1}: a fence is of a step, of the clean-up or of faults, not of two of them.`);
  return { step, clean, faults, expect: metaValue(meta, 'expect'), commands, line };
}

function metaValue(meta: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|(\\S+))`).exec(meta);
  return match?.[1] ?? match?.[2];
}
