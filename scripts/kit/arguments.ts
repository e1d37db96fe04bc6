import { WrongInput } from './command.ts';

export interface Arguments {
  words: string[];
  flags: Set<string>;
  values: Map<string, string>;
}

/**
 * Reads the words after `--`, as they are: `04` is a name and not the number 4.
 *
 * Errors: WrongInput for an option that the command does not have.
 */
export function readArguments(flags: string[], values: string[] = []): Arguments {
  const found: Arguments = { words: [], flags: new Set(), values: new Map() };
  const rest = process.argv.slice(2);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) found.words.push(word);
    else if (flags.includes(word.slice(2))) found.flags.add(word.slice(2));
    else readValue(word, rest, values, found);
  }
  return found;
}

function readValue(word: string, rest: string[], values: string[], found: Arguments): void {
  const [name = '', inline] = word.slice(2).split(/=(.*)/s);
  const value = values.includes(name) ? (inline ?? rest.shift()) : undefined;
  if (value === undefined) throw new WrongInput(explain(word, name, values));
  found.values.set(name, value);
}

function explain(word: string, name: string, values: string[]): string {
  if (values.includes(name)) return `${word} needs a value.`;
  return `There is no option ${word} here.`;
}
