import type { StoredValue } from '../value/stored-value.ts';
import { type FunctionName, functionAhead, readFunctionName, requireOperands } from './condition-functions.ts';
import { requireBounds, requireComparable, requireSizable } from './operand-types.ts';
import { afterParentheses, inParentheses } from './parentheses.ts';
import { type Path, parsePath } from './path.ts';
import { openReader, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: StoredValue }
  | { kind: 'size'; of: Operand };
export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; condition: Condition }
  | { kind: 'compare'; operator: Comparator; left: Operand; right: Operand }
  | { kind: 'between'; operand: Operand; low: Operand; high: Operand }
  | { kind: 'in'; operand: Operand; list: Operand[] }
  | { kind: 'function'; name: FunctionName; operands: Operand[] };

const COMPARATORS: string[] = ['=', '<>', '<', '<=', '>', '>='] satisfies Comparator[];

/** Reads a condition, filter or key condition. Errors: ValidationException, naming the parameter. */
export function parseCondition(parameter: string, text: string | undefined, scope: Scope): Condition | undefined {
  if (text === undefined) return undefined;
  const reader = openReader(parameter, text, scope);
  const condition = parseOr(reader);
  reader.expectEnd();
  return condition;
}

function parseOr(reader: Reader): Condition {
  let left = parseAnd(reader);
  while (reader.accept('OR')) left = { kind: 'or', left, right: parseAnd(reader) };
  return left;
}

function parseAnd(reader: Reader): Condition {
  let left = parseNot(reader);
  while (reader.accept('AND')) left = { kind: 'and', left, right: parseNot(reader) };
  return left;
}

function parseNot(reader: Reader): Condition {
  if (reader.accept('NOT')) return { kind: 'not', condition: parseNot(reader) };
  if (reader.peek().text !== '(' || comparesAfter(reader)) return parseTest(reader);
  return inParentheses(reader, parseOr);
}

/** Whether the parentheses that open here hold an operand, and not a condition. */
function comparesAfter(reader: Reader): boolean {
  const text = afterParentheses(reader).text.toUpperCase();
  return text === 'BETWEEN' || text === 'IN' || COMPARATORS.includes(text);
}

function parseTest(reader: Reader): Condition {
  const name = functionAhead(reader);
  if (name !== undefined && name !== 'size') return parseFunction(reader);
  const operand = parseOperand(reader);
  if (reader.accept('BETWEEN')) return parseBetween(reader, operand);
  if (reader.accept('IN')) return { kind: 'in', operand, list: parseList(reader) };
  const { text } = reader.peek();
  if (!COMPARATORS.includes(text)) throw reader.syntaxError();
  reader.next();
  const operator = text as Comparator;
  const right = parseOperand(reader);
  requireComparable(reader, operator, operand, right);
  return { kind: 'compare', operator, left: operand, right };
}

function parseBetween(reader: Reader, operand: Operand): Condition {
  const low = parseOperand(reader);
  reader.expect('AND');
  const high = parseOperand(reader);
  requireBounds(reader, low, high);
  return { kind: 'between', operand, low, high };
}

function parseFunction(reader: Reader): Condition {
  const name = readFunctionName(reader);
  const operands = parseList(reader);
  requireOperands(reader, name, operands);
  return { kind: 'function', name, operands };
}

function parseList(reader: Reader): Operand[] {
  reader.expect('(');
  const operands = [parseOperand(reader)];
  while (reader.accept(',')) operands.push(parseOperand(reader));
  reader.expect(')');
  return operands;
}

function parseOperand(reader: Reader): Operand {
  return inParentheses(reader, parseBareOperand);
}

function parseBareOperand(reader: Reader): Operand {
  if (reader.peek().kind === 'value') return { kind: 'value', value: reader.attributeValue(reader.next()) };
  const name = functionAhead(reader);
  if (name === undefined) return { kind: 'path', path: parsePath(reader) };
  if (name !== 'size') {
    readFunctionName(reader);
    throw reader.refusal(`The function is not allowed to be used this way in an expression; function: ${name}`);
  }
  reader.next();
  const operands = parseList(reader);
  const of = requireSizable(reader, operands);
  return { kind: 'size', of };
}
