import { parse } from 'just-bash';

/** False while a terminal would go on asking: after `\` or `||`, in a quote, a loop or a here-document. */
export function isCompleteCommand(text: string): boolean {
  if (/(\\|\|\||&&|\|)\s*$/.test(text) || hasOpenHeredoc(text)) return false;
  try {
    parse(text);
    return true;
  } catch (error) {
    // What is wrong in the middle will not get better with more lines; the shell itself says so.
    return !stopsAtTheEnd(text, error instanceof Error ? error.message : '');
  }
}

function hasOpenHeredoc(text: string): boolean {
  const lines = text.split('\n');
  return lines.some((line, at) => {
    const delimiter = /<<-?\s*(['"]?)(\w+)\1/.exec(line)?.[2];
    return delimiter !== undefined && !lines.slice(at + 1).some((later) => later.trim() === delimiter);
  });
}

function stopsAtTheEnd(text: string, message: string): boolean {
  if (/\bEOF\b/.test(message)) return true;
  const [, line, column] = /at (\d+):(\d+)/.exec(message) ?? [];
  const lines = text.split('\n');
  return Number(line) === lines.length && Number(column) > (lines.at(-1) ?? '').length;
}
