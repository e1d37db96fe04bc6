import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';

/**
 * Tries every action of a transaction, and returns what they give if all succeed. Errors:
 * TransactionCanceledException with a reason for each, if any does not; what is wrong with the whole request at once.
 */
export function tryAll<Action, Result>(actions: Action[], attempt: (action: Action) => Result): Result[] {
  const results: Result[] = [];
  const reasons = actions.map((action): CancellationReason => {
    try {
      results.push(attempt(action));
      return { Code: 'None' };
    } catch (error) {
      return reasonOf(error);
    }
  });
  if (reasons.every(({ Code }) => Code === 'None')) return results;
  throw new AwsError(
    'TransactionCanceledException',
    400,
    'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
      `[${reasons.map(({ Code }) => Code).join(', ')}]`,
    { CancellationReasons: reasons },
  );
}

/** API reference, TransactWriteItems, "Cancellation reason codes and possible error messages". */
const REASON_CODES: Record<string, string> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};

/** What the request alone tells to be wrong cancels nothing, as paritysuite/dynamodb-conformance has it from AWS. */
const WRONG_REQUEST = /^(One or more parameter values are not valid\.|Item size has exceeded )/;

function reasonOf(error: unknown): CancellationReason {
  if (error instanceof AwsError && WRONG_REQUEST.test(error.message)) throw error;
  const code = error instanceof AwsError ? REASON_CODES[error.code] : undefined;
  if (!(error instanceof AwsError) || code === undefined) throw error;
  const { Item } = error.fields as { Item?: Record<string, AttributeValue> };
  return { Code: code, Message: error.message, ...(Item ? { Item } : {}) };
}
