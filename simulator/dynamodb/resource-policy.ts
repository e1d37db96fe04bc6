import type {
  DeleteResourcePolicyInput,
  DeleteResourcePolicyOutput,
  GetResourcePolicyInput,
  GetResourcePolicyOutput,
  PutResourcePolicyInput,
  PutResourcePolicyOutput,
} from '@aws-sdk/client-dynamodb';
import { compilePolicy, PolicySyntaxError } from '../../policy/index.ts';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { validationError } from './dynamodb-errors.ts';
import { addressOfArn, type TableRow, tablesOf } from './tables.ts';
import { getTableByArn } from './tags.ts';
import { utf8Length } from './value/item-size.ts';

type TablePolicy = NonNullable<TableRow['policy']>;

// White space counts. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
const MAX_POLICY_BYTES = 20 * 1024;

/** The policy as a table keeps it. Errors: ValidationException for one that is malformed or too long. */
export function requirePolicy(text: string, { now }: Pick<CallContext, 'now'>, before?: TablePolicy): TablePolicy {
  // Assumed; not confirmed against AWS: both texts.
  if (utf8Length(text) > MAX_POLICY_BYTES) {
    throw validationError('Resource-based policy document exceeds the maximum size of 20480 bytes');
  }
  try {
    compilePolicy(text, 'resource');
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error;
    throw validationError(`Invalid policy document: ${error.message}`);
  }
  // The same document has the same revision, says the API reference.
  if (before?.text === text) return before;
  return { text, revisionId: String(Math.max(now, Number(before?.revisionId ?? 0) + 1)) };
}

export const putResourcePolicy = operation({
  limits: 'Tables only; ConfirmRemoveSelfResourceAccess is not looked at.',
  access: (input: PutResourcePolicyInput, context: CallContext) => [
    tableAccess('PutResourcePolicy', addressOfArn(input.ResourceArn, context), context),
  ],
  run(input: PutResourcePolicyInput, context: CallContext): PutResourcePolicyOutput {
    const { address, table } = getTableByArn(input.ResourceArn, context);
    const expected = input.ExpectedRevisionId;
    const current = table.policy?.revisionId ?? 'NO_POLICY';
    if (expected !== undefined && expected !== current) throw policyNotFound(input.ResourceArn);
    const policy = requirePolicy(input.Policy ?? '', context, table.policy);
    tablesOf(context.state, address).put(table.name, { ...table, policy });
    return { RevisionId: policy.revisionId };
  },
});

export const getResourcePolicy = operation({
  access: (input: GetResourcePolicyInput, context: CallContext) => [
    tableAccess('GetResourcePolicy', addressOfArn(input.ResourceArn, context), context),
  ],
  run(input: GetResourcePolicyInput, context: CallContext): GetResourcePolicyOutput {
    const { policy } = getTableByArn(input.ResourceArn, context).table;
    if (!policy) throw policyNotFound(input.ResourceArn);
    return { Policy: policy.text, RevisionId: policy.revisionId };
  },
});

/** Deleting what is not there is no error, unless a revision was expected. */
export const deleteResourcePolicy = operation({
  access: (input: DeleteResourcePolicyInput, context: CallContext) => [
    tableAccess('DeleteResourcePolicy', addressOfArn(input.ResourceArn, context), context),
  ],
  run(input: DeleteResourcePolicyInput, context: CallContext): DeleteResourcePolicyOutput {
    const { address, table } = getTableByArn(input.ResourceArn, context);
    const { policy, ...rest } = table;
    const expected = input.ExpectedRevisionId;
    if (expected !== undefined && expected !== policy?.revisionId) throw policyNotFound(input.ResourceArn);
    if (policy) tablesOf(context.state, address).put(table.name, rest);
    return { RevisionId: policy?.revisionId };
  },
});

// Assumed; not confirmed against AWS: the text.
function policyNotFound(arn: string | undefined): AwsError {
  return new AwsError(
    'PolicyNotFoundException',
    400,
    `Resource-based policy not found for the provided ResourceArn: ${arn}`,
  );
}
