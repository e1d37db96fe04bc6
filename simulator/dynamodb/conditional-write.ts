import type { AttributeValue, ReturnValue } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';
import { validationError } from './dynamodb-errors.ts';
import { type Condition, parseCondition } from './expression/condition.ts';
import { conditionHolds } from './expression/condition-holds.ts';
import { openScope } from './expression/scope.ts';
import { type StoredItem, wireItem } from './value/stored-value.ts';

interface ConditionalInput {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
  ReturnValuesOnConditionCheckFailure?: string;
}

/** The condition of a put or delete. Errors: ValidationException. */
export function readWriteCondition(input: ConditionalInput): Condition | undefined {
  const scope = openScope(input);
  const condition = parseCondition('ConditionExpression', input.ConditionExpression, scope);
  scope.requireAllUsed();
  return condition;
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

/** Puts and deletes return the old item or nothing. */
export function requireReturnValues(returnValues: ReturnValue | undefined): void {
  if (returnValues === undefined || returnValues === 'NONE' || returnValues === 'ALL_OLD') return;
  throw validationError('Return values set to invalid value');
}
