import { describe, expect, it } from 'vitest';
import { PageError, readFences } from '../../labs/kit/page.ts';

const page = (...lines: string[]) => lines.join('\n');

describe('readFences', () => {
  it('finds the commands of steps and of the clean-up, in order, with their lines', () => {
    const text = page('# Title', '```bash step=one title="A b"', 'echo 1', '```', '```bash clean', 'rm x', '```');
    expect(readFences(text)).toEqual([
      { step: 'one', clean: false, faults: [], expect: undefined, commands: 'echo 1', line: 3 },
      { step: undefined, clean: true, faults: [], expect: undefined, commands: 'rm x', line: 6 },
    ]);
  });

  it('keeps blank lines, heredocs and indented fences whole', () => {
    const text = page('  ```bash step=one', '  cat <<EOF', '', '  a', '  EOF', '  ```');
    expect(readFences(text)[0]?.commands).toBe('cat <<EOF\n\na\nEOF');
  });

  it('reads the text that a failing fence must show', () => {
    const text = page('```bash step=one expect="Access Denied"', 'false', '```');
    expect(readFences(text)[0]?.expect).toBe('Access Denied');
  });

  it('reads which faults a fence mends', () => {
    const text = page('```bash fault=one title="A b"', 'a', '```', '```bash fault="one two"', 'b', '```');
    expect(readFences(text).map(({ faults }) => faults)).toEqual([['one'], ['one', 'two']]);
  });

  it('leaves output, and commands of no step, alone', () => {
    expect(readFences(page('```text', 'a', '```', '```bash', 'npm run lab:start', '```'))).toEqual([]);
  });

  it('does not take the word clean in a title for clean-up', () => {
    expect(readFences(page('```bash step=one title="all clean now"', 'a', '```'))[0]?.clean).toBe(false);
  });

  it('refuses a fence that is never closed, with its line', () => {
    expect(() => readFences(page('a', '```bash step=one', 'b'))).toThrow(
      new PageError('Line 2: this code fence is never closed.'),
    );
  });

  it('refuses a fence that is of a step and of the clean-up', () => {
    expect(() => readFences(page('```bash step=one clean', 'b', '```'))).toThrow(
      new PageError('Line 1: a fence is of a step, of the clean-up or of faults, not of two of them.'),
    );
  });
});
