import { describe, expect, it } from 'vitest';
import { asExpected, parseTranscript } from './transcript.ts';

describe('a transcript', () => {
  it('has commands, which may go on, and what they show', () => {
    const text = `
      $ kubectl apply -f - <<END
      > kind: Pod
      >   indented: true
      > END
      pod/box created

      after a blank line
      $ false
      [1]
    `;
    expect(parseTranscript(text)).toEqual([
      {
        script: 'kubectl apply -f - <<END\nkind: Pod\n  indented: true\nEND',
        shown: ['pod/box created', '', 'after a blank line'],
      },
      { script: 'false', shown: ['[1]'] },
    ]);
  });

  it('starts with a command', () => {
    expect(() => parseTranscript('\n  pod/box created')).toThrow(
      'A transcript starts with a command, not with pod/box created',
    );
  });

  it('leaves open what changes within a line and how wide columns are, and nothing else', () => {
    const wanted = ['box…', 'web (2)', 'NAME  …  AGE'];
    expect(asExpected(['box 1/1 3s ', 'web (2)', 'NAME      x   AGE'], wanted)).toEqual(wanted);
    expect(asExpected(['box', 'NAME x AGE', 'more'], ['b.x', 'NAME  x  AGE'])).toEqual(['box', 'NAME x AGE', 'more']);
  });
});
