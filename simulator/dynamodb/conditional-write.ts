import type {
  AttributeValue,
  ConditionalOperator,
  ExpectedAttributeValue,
  ReturnValue,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';
import { requireOneOf, validationError } from './dynamodb-errors.ts';
import { type Condition, parseCondition } from './expression/condition.ts';
import { conditionHolds } from './expression/condition-holds.ts';
import { requireOneForm } from './expression/one-form.ts';
import { openScope, type Scope } from './expression/scope.ts';
import { readExpected } from './legacy/legacy-condition.ts';
import { type StoredItem, wireItem } from './value/stored-value.ts';

interface ConditionalInput {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
  Expected?: Record<string, ExpectedAttributeValue>;
  ConditionalOperator?: ConditionalOperator;
  ReturnValuesOnConditionCheckFailure?: string;
}

const FORMS = { expressions: ['ConditionExpression'], legacy: ['Expected', 'ConditionalOperator'] };

/** The condition of a put or delete. Errors: ValidationException. */
export function readWriteCondition(input: ConditionalInput): Condition | undefined {
  requireOneForm(input, FORMS);
  const scope = openScope(input);
  const condition = readCondition(input, scope);
  scope.requireAllUsed();
  return condition;
}

/** The condition in either form; others may use the scope too. Errors: ValidationException. */
export function readCondition(input: ConditionalInput, scope: Scope): Condition | undefined {
  requireOneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure, ['ALL_OLD', 'NONE']);
  return (
    parseCondition('ConditionExpression', input.ConditionExpression, scope) ??
    readExpected(input.Expected, input.ConditionalOperator)
  );
}

/** Errors: ConditionalCheckFailedException if the item that is there (or is not) does not meet the condition. */
export function requireCondition(
  condition: Condition | undefined,
  before: StoredItem | undefined,
  input: ConditionalInput,
): void {
  if (!condition || conditionHolds(condition, before ?? {})) return;
  const shown = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before;
  const fields = shown ? { Item: wireItem(before) } : {};
  throw new AwsError('ConditionalCheckFailedException', 400, 'The conditional request failed', fields);
}

export const RETURN_VALUES = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'];

/** Puts and deletes return the old item or nothing. */
export function requireReturnValues(returnValues: ReturnValue | undefined): void {
  requireOneOf('returnValues', returnValues, RETURN_VALUES);
  if (returnValues === undefined || returnValues === 'NONE' || returnValues === 'ALL_OLD') return;
  throw validationError('ReturnValues can only be ALL_OLD or NONE');
}
