import { describe, expect, it } from 'vitest';
import { readFences } from '../../labs/kit/page.ts';
import { missingLine } from '../../labs/kit/shown-output.ts';

describe('what a page shows of the output', () => {
  it.each([
    ['is all of it', 'a\nb\n', 'a\nb\n'],
    ['leaves lines out', '{\n  "a": 1,\n  …\n}', '{\n  "a": 1,\n  "b": 2\n}'],
    ['leaves a part of a line out', 'User: … is refused', 'User: arn:aws:iam::111122223333:user/x is refused'],
    [
      'has other ids, keys and times',
      'pod app-7b58477f6f-fdqpx at 2026-11-24T12:02:27Z, 6 s',
      'pod app-5d9-zx8kp at 2027-01-02T03:04:05Z, 12 s',
    ],
    ['has columns of another width', 'NAME     READY\napp      1/1', 'NAME  READY\napp   1/1'],
  ])('%s', (_name, shown, printed) => {
    expect(missingLine(shown, printed)).toBeUndefined();
  });

  it.each([
    ['a line that was not printed', 'a\nc', 'a\nb', 'c'],
    ['lines in another order', 'b\na', 'a\nb', 'a'],
    ['a part of a line only', 'is refused', 'User: x is refused', 'is refused'],
    ['another small number', 'checks: 4', 'checks: 5', 'checks: 4'],
  ])('is untrue: %s', (_name, shown, printed, missing) => {
    expect(missingLine(shown, printed)).toBe(missing);
  });
});

it('is the text fence next to the commands, and no later one', () => {
  const page =
    '```bash step=a\nls\n```\n\nYou see:\n\n```text\nx\ny\n```\n\n```text\nz\n```\n\n```bash step=b\nls\n```\n\n```json\n{}\n```\n\n```text\nq\n```\n';
  expect(readFences(page).map(({ output }) => output)).toEqual(['x\ny', undefined]);
});
