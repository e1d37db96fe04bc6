import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { findStack, getStack, stackAccess } from './find-stack.ts';
import { type ChangeSet, changeSetsOf } from './tables.ts';

export interface ChangeSetKey {
  ChangeSetName: string | undefined;
  StackName?: string | undefined;
}

/** By its ARN, or by its name and its stack. */
export function findChangeSet({ ChangeSetName: wanted, StackName }: ChangeSetKey, context: CallContext) {
  const stack = findStack(StackName, context);
  return [...changeSetsOf(context.state, context).values()].find(
    ({ arn, name, stackArn }) => arn === wanted || (name === wanted && stackArn === stack?.arn),
  );
}

/** Errors: ChangeSetNotFound. Text: aws/serverless-application-model#52. */
export function getChangeSet(key: ChangeSetKey, context: CallContext) {
  const set = findChangeSet(key, context);
  if (!set) throw new AwsError('ChangeSetNotFound', 404, `ChangeSet [${key.ChangeSetName}] does not exist`);
  return { set, stack: getStack(set.stackArn, context) };
}

/** A permission on a change set is one on its stack. */
export const changeSetAccess = (action: string, key: ChangeSetKey, context: CallContext) =>
  stackAccess(action, findChangeSet(key, context)?.stackArn ?? key.StackName, context);

// aws/aws-sdk-js#2331
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Those of updates have failed, since there was nothing to change. */
export function changeSetStatus({ type, executedAtMs }: ChangeSet) {
  if (type !== 'CREATE') return { Status: 'FAILED', StatusReason: NO_CHANGES, ExecutionStatus: 'UNAVAILABLE' } as const;
  const ExecutionStatus = executedAtMs === undefined ? 'AVAILABLE' : 'EXECUTE_COMPLETE';
  return { Status: 'CREATE_COMPLETE', ExecutionStatus } as const;
}
