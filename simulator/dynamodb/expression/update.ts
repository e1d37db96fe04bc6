import { type StoredValue, typeOf, type ValueType } from '../value/stored-value.ts';
import { incorrectType, requireNumberOf } from './operand-types.ts';
import { afterParentheses, inParentheses } from './parentheses.ts';
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
    return { kind: section, path, operand: parseValue(reader) };
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
  throw incorrectType(reader, 'operator', section, word);
}

function parseValue(reader: Reader): UpdateOperand {
  return reader.peek().text === '(' && afterParentheses(reader).text.match(/^[+-]$/)
    ? parseSum(reader)
    : inParentheses(reader, parseSum);
}

function parseSum(reader: Reader): UpdateOperand {
  const left = parseOperand(reader);
  const operator = ['+', '-'].find((symbol) => reader.accept(symbol));
  if (!operator) return left;
  const right = parseOperand(reader);
  requireImmediate(reader, operator, 'N', [left, right]);
  return { kind: 'arithmetic', sign: operator === '+' ? 1 : -1, left, right };
}

function parseOperand(reader: Reader): UpdateOperand {
  return inParentheses(reader, parseBareOperand);
}

function parseBareOperand(reader: Reader): UpdateOperand {
  if (reader.peek().kind === 'value') return { kind: 'value', value: reader.attributeValue(reader.next()) };
  if (reader.peek(1).text === '(') return parseFunction(reader);
  return { kind: 'path', path: parsePath(reader) };
}

function parseFunction(reader: Reader): UpdateOperand {
  const { text: name } = reader.next();
  if (name !== 'if_not_exists' && name !== 'list_append') {
    throw reader.refusal(`Invalid function name; function: ${name}`);
  }
  const operands = parseOperands(reader);
  requireNumberOf(reader, name, operands, 2);
  const [first, second] = operands as [UpdateOperand, UpdateOperand];
  if (name === 'list_append') {
    requireImmediate(reader, name, 'L', operands);
    return { kind: 'list_append', first, second };
  }
  if (first.kind === 'path') return { kind: 'if_not_exists', path: first.path, otherwise: second };
  throw reader.refusal('Operator or function requires a document path; operator or function: if_not_exists');
}

function parseOperands(reader: Reader): UpdateOperand[] {
  reader.expect('(');
  const operands = [parseOperand(reader)];
  while (reader.accept(',')) operands.push(parseOperand(reader));
  reader.expect(')');
  return operands;
}

/** Values that the request gives are checked before the item is looked at. */
function requireImmediate(reader: Reader, operator: string, wanted: ValueType, operands: UpdateOperand[]): void {
  const types = operands.flatMap((operand) => (operand.kind === 'value' ? [typeOf(operand.value)] : []));
  const wrong = types.find((type) => type !== wanted);
  if (wrong) throw incorrectType(reader, 'operator or function', operator, wrong);
}
