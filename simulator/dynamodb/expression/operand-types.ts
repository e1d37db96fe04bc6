import type { AwsError } from '../../aws-error.ts';
import { compareValues } from '../value/compare-values.ts';
import { type StoredValue, typeOf, type ValueType } from '../value/stored-value.ts';
import type { Comparator, Operand } from './condition.ts';
import { showPath } from './path.ts';
import type { Reader } from './reader.ts';

/** The type of an operand as far as the expression tells it: paths have any. */
export function typeOfOperand(operand: Operand): ValueType | undefined {
  if (operand.kind === 'value') return typeOf(operand.value);
  return operand.kind === 'size' ? 'N' : undefined;
}

export function incorrectType(reader: Reader, role: string, operator: string, type: string): AwsError {
  return reader.refusal(`Incorrect operand type for operator or function; ${role}: ${operator}, operand type: ${type}`);
}

/** Errors: ValidationException for too few operands, or too many. */
export function requireNumberOf(reader: Reader, name: string, operands: unknown[], wanted: number): void {
  if (operands.length === wanted) return;
  throw reader.refusal(
    'Incorrect number of operands for operator or function; ' +
      `operator or function: ${name}, number of operands: ${operands.length}`,
  );
}

/** Errors: ValidationException for one path on both sides. */
export function requireDistinctOperands(reader: Reader, operator: string, one?: Operand, other?: Operand): void {
  if (one?.kind !== 'path' || other?.kind !== 'path' || showPath(one.path) !== showPath(other.path)) return;
  throw reader.refusal(
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${showPath(one.path)}`,
  );
}

const ORDERED: ValueType[] = ['S', 'N', 'B'];

/** Errors: ValidationException for what has no order, where an order is asked for. */
export function requireComparable(reader: Reader, operator: Comparator, left: Operand, right: Operand): void {
  requireDistinctOperands(reader, operator, left, right);
  if (operator === '=' || operator === '<>') return;
  const wrong = [left, right].map(typeOfOperand).find((type) => type && !ORDERED.includes(type));
  // Assumed; not confirmed against AWS: the text, by that of ADD.
  if (wrong) throw incorrectType(reader, 'operator', operator, wrong);
}

/** Errors: ValidationException for what has no size. Returns the one operand of `size`. */
export function requireSizable(reader: Reader, operands: Operand[]): Operand {
  requireNumberOf(reader, 'size', operands, 1);
  const [operand] = operands as [Operand];
  const type = typeOfOperand(operand);
  if (type !== 'N' && type !== 'BOOL' && type !== 'NULL') return operand;
  throw incorrectType(reader, 'operator or function', 'size', type);
}

/** Errors: ValidationException for bounds of BETWEEN that are of two types, or the wrong way round. */
export function requireBounds(reader: Reader, low: Operand, high: Operand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const show = (value: StoredValue) => `AttributeValue: {${typeOf(value)}:${value[typeOf(value)]}}`;
  const bounds = `lower bound operand: ${show(low.value)}, upper bound operand: ${show(high.value)}`;
  if (typeOf(low.value) !== typeOf(high.value)) {
    throw reader.refusal(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  }
  if ((compareValues(low.value, high.value) ?? 0) <= 0) return;
  throw reader.refusal(
    `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
  );
}
