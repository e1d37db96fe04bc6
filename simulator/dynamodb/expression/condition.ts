import { compareValues } from '../value/compare-values.ts';
import { type StoredValue, typeOf, VALUE_TYPES, type ValueType } from '../value/stored-value.ts';
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
/** With the number of operands of each. */
const FUNCTIONS = { attribute_exists: 1, attribute_not_exists: 1, attribute_type: 2, begins_with: 2, contains: 2 };
export type FunctionName = keyof typeof FUNCTIONS;

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
  if (!reader.accept('(')) return parseTest(reader);
  const inner = parseOr(reader);
  reader.expect(')');
  return inner;
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
  return { kind: 'compare', operator: text as Comparator, left: operand, right: parseOperand(reader) };
}

function functionAhead(reader: Reader): string | undefined {
  return reader.peek().kind === 'word' && reader.peek(1).text === '(' ? reader.peek().text : undefined;
}

function parseBetween(reader: Reader, operand: Operand): Condition {
  const low = parseOperand(reader);
  reader.expect('AND');
  const high = parseOperand(reader);
  if (low.kind === 'value' && high.kind === 'value' && (compareValues(low.value, high.value) ?? 0) > 0) {
    const show = (value: StoredValue) => `AttributeValue: {${typeOf(value)}:${value[typeOf(value)]}}`;
    throw reader.refusal(
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ' +
        `lower bound operand: ${show(low.value)}, upper bound operand: ${show(high.value)}`,
    );
  }
  return { kind: 'between', operand, low, high };
}

function parseFunction(reader: Reader): Condition {
  const { text } = reader.next();
  if (!Object.hasOwn(FUNCTIONS, text)) throw reader.refusal(`Invalid function name; function: ${text}`);
  const name = text as FunctionName;
  const operands = parseList(reader);
  if (operands.length !== FUNCTIONS[name]) {
    throw reader.refusal(
      'Incorrect number of operands for operator or function; ' +
        `operator or function: ${name}, number of operands: ${operands.length}`,
    );
  }
  requireOperandTypes(reader, name, operands);
  return { kind: 'function', name, operands };
}

function requireOperandTypes(reader: Reader, name: FunctionName, [first, second]: Operand[]): void {
  if (name.startsWith('attribute_') && first?.kind !== 'path') {
    throw reader.refusal(`Operator or function requires a document path; operator or function: ${name}`);
  }
  const type = second?.kind === 'value' ? typeOf(second.value) : undefined;
  if (name === 'begins_with' && type && type !== 'S' && type !== 'B') throw incorrectType(reader, name, type);
  if (name !== 'attribute_type' || second?.kind !== 'value') return;
  if (type && type !== 'S') throw incorrectType(reader, name, type);
  if (VALUE_TYPES.includes(second.value.S as ValueType)) return;
  const valid = '{B,NULL,SS,BOOL,L,BS,N,NS,S,M}';
  throw reader.refusal(`Invalid attribute type name found; type: ${second.value.S}, valid types: ${valid}`);
}

function incorrectType(reader: Reader, name: string, type: string) {
  return reader.refusal(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
}

function parseList(reader: Reader): Operand[] {
  reader.expect('(');
  const operands = [parseOperand(reader)];
  while (reader.accept(',')) operands.push(parseOperand(reader));
  reader.expect(')');
  return operands;
}

function parseOperand(reader: Reader): Operand {
  if (reader.peek().kind === 'value') return { kind: 'value', value: reader.attributeValue(reader.next()) };
  const name = functionAhead(reader);
  if (name === undefined) return { kind: 'path', path: parsePath(reader) };
  if (name !== 'size') {
    const known = Object.hasOwn(FUNCTIONS, name);
    throw reader.refusal(
      known
        ? `The function is not allowed to be used this way in an expression; function: ${name}`
        : `Invalid function name; function: ${name}`,
    );
  }
  reader.next();
  reader.expect('(');
  const of = parseOperand(reader);
  reader.expect(')');
  return { kind: 'size', of };
}
