import { Lexer, Parser } from 'yaml';

/** Readers further in are recursive: at a few thousand levels the stack ends, and with it, at worst, the whole process. */
export const MAX_NESTING = 200;

/** Whether objects and arrays stand in each other deeper than 200 levels in a JSON text. */
export function isNestedTooDeep(json: string): boolean {
  // Every level takes two characters.
  return json.length > 2 * MAX_NESTING && nestingOf(json) > MAX_NESTING;
}

/**
 * The same of a YAML text, whose parser is recursive too; its own first half, which is not, tells.
 * Aliases, which multiply what a text holds, are counted by the parser itself.
 */
export function isYamlNestedTooDeep(yaml: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(yaml)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > MAX_NESTING) return true;
  }
  return false;
}

function nestingOf(json: string): number {
  let [depth, deepest] = [0, 0];
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
