/** One block of commands on a page. */
export interface Fence {
  /** The step it belongs to; undefined for clean-up. */
  step: string | undefined;
  clean: boolean;
  /** The text with which the commands must fail. */
  expect: string | undefined;
  commands: string;
  /** Line of the page on which the commands start. */
  line: number;
}

/** A page that cannot be read as a lab: an unclosed fence, or one that is neither step nor clean-up nor shown only. */
export class PageError extends Error {}

/**
 * The fences of a page that are commands to run: ```bash with `step=<id>` or `clean` in their meta, in the page's order.
 * Other fences (output, files to look at) are left alone.
 *
 * Errors: PageError with the line.
 */
export function readFences(page: string): Fence[] {
  const lines = page.split('\n');
  const fences: Fence[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const opening = /^(\s*)(`{3,})(\S*)\s*(.*)$/.exec(lines[index] ?? '');
    if (!opening) continue;
    const [, indent = '', ticks = '```', language = '', meta = ''] = opening;
    const end = lines.findIndex((line, at) => at > index && line.trim() === ticks);
    if (end < 0) throw new PageError(`Line ${index + 1}: this code fence is never closed.`);
    const fence = readFence(meta, index + 2, lines.slice(index + 1, end), indent);
    if (language === 'bash' && fence) fences.push(fence);
    index = end;
  }
  return fences;
}

function readFence(meta: string, line: number, body: string[], indent: string): Fence | undefined {
  const step = metaValue(meta, 'step');
  const clean = /(^|\s)clean(\s|$)/.test(meta.replace(/"[^"]*"/g, ''));
  if (step === undefined && !clean) return undefined;
  if (step !== undefined && clean)
    throw new PageError(`Line ${line - 1}: a fence is of a step or of the clean-up, not both.`);
  const commands = body.map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text)).join('\n');
  return { step, clean, expect: metaValue(meta, 'expect'), commands, line };
}

function metaValue(meta: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|(\\S+))`).exec(meta);
  return match?.[1] ?? match?.[2];
}
