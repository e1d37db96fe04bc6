import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Node leaves the colours out where the output is no terminal, and heeds NO_COLOR and FORCE_COLOR. */
const style = (name: Style) => (text: string) => styleText(name, text);

export const bold = style('bold');
export const dim = style('dim');
export const green = style('green');
export const red = style('red');
export const yellow = style('yellow');

/** One line, or several, on the standard output. */
export function echo(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Asks the person at the terminal. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

/** A red cross and the text, on the standard error output. */
export function complain(text: string): void {
  process.stderr.write(`${styleText('red', '✗', { stream: process.stderr })} ${text}\n`);
}
