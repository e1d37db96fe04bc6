import type { StoredValue } from '../value/stored-value.ts';
import { typeOf } from '../value/stored-value.ts';
import { type Path, parsePath } from './path.ts';
import { requireDistinct } from './projection.ts';
import { openReader, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

export type UpdateOperand =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: StoredValue }
  | { kind: 'if_not_exists'; path: Path; otherwise: UpdateOperand }
  | { kind: 'list_append'; first: UpdateOperand; second: UpdateOperand }
  | { kind: 'arithmetic'; sign: 1 | -1; left: UpdateOperand; right: UpdateOperand };

export type UpdateAction =
  | { kind: 'SET'; path: Path; operand: UpdateOperand }
  | { kind: 'REMOVE'; path: Path }
  | { kind: 'ADD' | 'DELETE'; path: Path; value: StoredValue };

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof SECTIONS)[number];

/** Reads an UpdateExpression into its actions. Errors: ValidationException. */
export function parseUpdate(text: string | undefined, scope: Scope): UpdateAction[] {
  if (text === undefined) return [];
  const reader = openReader('UpdateExpression', text, scope);
  const seen = new Set<Section>();
  const actions: UpdateAction[] = [];
  while (reader.peek().kind !== 'end') {
    const section = SECTIONS.find((name) => reader.accept(name));
    if (!section) throw reader.syntaxError();
    if (seen.has(section)) {
      throw reader.refusal(`The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    do actions.push(parseAction(section, reader));
    while (reader.accept(','));
  }
  requireDistinct(
    reader,
    actions.map(({ path }) => path),
  );
  return actions;
}

function parseAction(section: Section, reader: Reader): UpdateAction {
  const path = parsePath(reader);
  if (section === 'REMOVE') return { kind: section, path };
  if (section === 'SET') {
    reader.expect('=');
    return { kind: section, path, operand: parseSum(reader) };
  }
  if (reader.peek().kind !== 'value') throw reader.syntaxError();
  const value = reader.attributeValue(reader.next());
  requireAddable(reader, section, value);
  return { kind: section, path, value };
}

const TYPE_WORDS: Partial<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

/** ADD takes numbers and sets, DELETE sets only. */
function requireAddable(reader: Reader, section: Section, value: StoredValue): void {
  const word = TYPE_WORDS[typeOf(value)];
  if (!word || (section === 'ADD' && value.N !== undefined)) return;
  throw reader.refusal(`Incorrect operand type for operator or function; operator: ${section}, operand type: ${word}`);
}

function parseSum(reader: Reader): UpdateOperand {
  const left = parseOperand(reader);
  if (reader.accept('+')) return { kind: 'arithmetic', sign: 1, left, right: parseOperand(reader) };
  if (reader.accept('-')) return { kind: 'arithmetic', sign: -1, left, right: parseOperand(reader) };
  return left;
}

function parseOperand(reader: Reader): UpdateOperand {
  if (reader.peek().kind === 'value') return { kind: 'value', value: reader.attributeValue(reader.next()) };
  if (reader.peek(1).text === '(') return parseFunction(reader);
  return { kind: 'path', path: parsePath(reader) };
}

function parseFunction(reader: Reader): UpdateOperand {
  const { text: name } = reader.next();
  if (name !== 'if_not_exists' && name !== 'list_append') {
    throw reader.refusal(`Invalid function name; function: ${name}`);
  }
  reader.expect('(');
  const first = parseOperand(reader);
  reader.expect(',');
  const second = parseOperand(reader);
  reader.expect(')');
  if (name === 'list_append') return { kind: 'list_append', first, second };
  if (first.kind === 'path') return { kind: 'if_not_exists', path: first.path, otherwise: second };
  throw reader.refusal('Operator or function requires a document path; operator or function: if_not_exists');
}
