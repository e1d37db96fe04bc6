import { dim, green, red } from '../terminal.ts';

/** One line of `lab:doctor`. `unknown`: it could not be seen, or nothing hangs on it. */
export interface Finding {
  mark: 'good' | 'bad' | 'unknown';
  /** What was seen. */
  seen: string;
  /** What to do; only where there is something to do. */
  remedy?: string;
}

export const good = (seen: string): Finding => ({ mark: 'good', seen });
export const bad = (seen: string, remedy: string): Finding => ({ mark: 'bad', seen, remedy });
export const unknown = (seen: string, remedy?: string): Finding => ({
  mark: 'unknown',
  seen,
  ...(remedy && { remedy }),
});

/** What a look gives, or that it could not be made. */
export async function orUnknown(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return unknown(`${what}: could not be read (${name}: ${message.split('\n')[0]})`);
  }
}

const SIGN = { good: green('✓'), bad: red('✗'), unknown: dim('–') };

/** A line for each, with the remedy below. */
export function renderFindings(findings: Finding[]): string {
  const lines = findings.map(
    ({ mark, seen, remedy }) => `${SIGN[mark]} ${seen}${remedy ? `\n    next: ${remedy}` : ''}`,
  );
  return lines.join('\n');
}
