import { VALUE_TYPES, type ValueType } from '../value/stored-value.ts';
import type { Operand } from './condition.ts';
import { incorrectType, requireDistinctOperands, requireNumberOf, typeOfOperand } from './operand-types.ts';
import type { Reader } from './reader.ts';

/** With the number of operands of each. */
const FUNCTIONS = { attribute_exists: 1, attribute_not_exists: 1, attribute_type: 2, begins_with: 2, contains: 2 };
export type FunctionName = keyof typeof FUNCTIONS;

/** The name of the function that is called next, if one is. */
export function functionAhead(reader: Reader): string | undefined {
  return reader.peek().kind === 'word' && reader.peek(1).text === '(' ? reader.peek().text : undefined;
}

/** Errors: ValidationException for a function that conditions do not have. */
export function readFunctionName(reader: Reader): FunctionName {
  const { text } = reader.next();
  if (!Object.hasOwn(FUNCTIONS, text)) throw reader.refusal(`Invalid function name; function: ${text}`);
  return text as FunctionName;
}

/** Errors: ValidationException for operands that the function cannot take. */
export function requireOperands(reader: Reader, name: FunctionName, operands: Operand[]): void {
  requireNumberOf(reader, name, operands, FUNCTIONS[name]);
  const [first, second] = operands;
  requireDistinctOperands(reader, name, first, second);
  if (name.startsWith('attribute_') && first?.kind !== 'path') {
    throw reader.refusal(`Operator or function requires a document path; operator or function: ${name}`);
  }
  if (name === 'attribute_type') requireTypeName(reader, second);
  if (name !== 'begins_with') return;
  const wrong = operands.map(typeOfOperand).find((type) => type && type !== 'S' && type !== 'B');
  if (wrong) throw incorrectType(reader, 'operator or function', name, wrong);
}

function requireTypeName(reader: Reader, operand: Operand | undefined): void {
  const name = operand?.kind === 'value' ? operand.value.S : undefined;
  if (name === undefined) {
    const type = (operand && typeOfOperand(operand)) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}';
    throw incorrectType(reader, 'operator or function', 'attribute_type', type);
  }
  if (VALUE_TYPES.includes(name as ValueType)) return;
  const valid = '{B,NULL,SS,BOOL,L,BS,N,NS,S,M}';
  throw reader.refusal(`Invalid attribute type name found; type: ${name}, valid types: ${valid}`);
}
