export interface Step {
  script: string;
  /** What the terminal shows, line by line. */
  shown: string[];
}

/**
 * Reads what a terminal showed: `$ ` starts a command, `> ` continues it, other lines are its output; all indented alike.
 * `…` stands for anything within a line, and two spaces for any gap between columns; a last line `[3]` is the exit status,
 * where it is not 0.
 */
export function parseTranscript(text: string): Step[] {
  const steps: Step[] = [];
  for (const line of withoutIndent(text.trimEnd().split('\n'))) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ script: line.slice(2), shown: [] });
    else if (step && line.startsWith('> ')) step.script += `\n${line.slice(2)}`;
    else if (step) step.shown.push(line);
    else if (line) throw new Error(`A transcript starts with a command, not with ${line}`);
  }
  return steps;
}

/** The lines that were seen; one that is as expected is given in the words of the expectation, so that differences stand out. */
export function asExpected(seen: string[], expected: string[]): string[] {
  return seen.map((line, index) => {
    const wanted = expected[index];
    return wanted !== undefined && matches(wanted, line) ? wanted : line;
  });
}

function withoutIndent(lines: string[]): string[] {
  const [, first = ''] = lines;
  const indent = first.length - first.trimStart().length;
  return lines.map((line) => line.slice(indent).trimEnd());
}

function matches(wanted: string, line: string): boolean {
  const parts = wanted.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ {2,}/g, ' {2,}'));
  return new RegExp(`^${parts.join('.*')}$`).test(line.trimEnd());
}
