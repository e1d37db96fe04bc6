import { expect, it } from 'vitest';
import { isCompleteCommand } from '../../scripts/kit/is-complete-command.ts';

it.each(['echo 1', 'for i in 1; do echo; done', 'cat <<EOF\na\nEOF', 'echo "a\nb"', 'fi', ''])('runs %j', (text) =>
  expect(isCompleteCommand(text)).toBe(true),
);

it.each([
  'aws iam get-role ||',
  'echo a \\',
  'echo "a',
  'for i in 1 2; do',
  'if true; then',
  'cat > x <<EOF\n{',
  'x=$(aws',
])('asks for more after %j', (text) => expect(isCompleteCommand(text)).toBe(false));
