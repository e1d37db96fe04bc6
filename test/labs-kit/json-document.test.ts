import { describe, expect, it } from 'vitest';
import { BrokenJsonError, requireJson } from '../../labs/kit/json-document.ts';

const messageOf = (text: string): string => {
  try {
    requireJson('policy.json', text);
  } catch (error) {
    expect(error).toBeInstanceOf(BrokenJsonError);
    return (error as Error).message;
  }
  throw new Error('It was taken for JSON.');
};

describe('requireJson', () => {
  it('takes JSON', () => {
    expect(() => requireJson('policy.json', '{"a": [1, -2.5e3, true, null, "x\\"y"], "b": {}}')).not.toThrow();
  });

  const broken: [string, string, number][] = [
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 3],
    ['a comma too many in an object', '{\n  "a": 1,\n}', 3],
    ['a comma too many in a list', '[\n  1,\n]', 3],
    ['a missing brace', '{\n  "a": {\n    "b": 1\n', 3],
    ['a missing colon', '{\n  "a" 1\n}', 2],
    ['a word without quotes', '{\n  "a": allow\n}', 2],
    ['a quote that is not closed', '{\n  "a": "b\n}', 2],
    ['text after the end', '{}\n{}', 2],
    ['single quotes', "{\n  'a': 1\n}", 2],
  ];
  it.each(broken)('names file and line of %s', (_name, text, line) => {
    expect(messageOf(text)).toMatch(
      new RegExp(`^policy.json is not valid JSON: line ${line}, .* Fix it there and repeat.$`),
    );
  });

  it('says what stands where it cannot stand', () => {
    expect(messageOf('{"a": 1 "b": 2}')).toBe(
      'policy.json is not valid JSON: line 1, unexpected "\\"b\\": 2}" (often a comma too many or too few just before). Fix it there and repeat.',
    );
  });
});
