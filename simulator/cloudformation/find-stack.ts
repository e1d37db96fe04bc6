import type { Access, CallContext } from '../wire/operation.ts';
import { stackNotFound } from './cloudformation-errors.ts';
import { livingStacks, type Stack, stacksOf } from './tables.ts';

type Here = Pick<CallContext, 'state' | 'account' | 'region'>;

/** By name those that are not deleted, by ARN all. */
export function findStack(nameOrArn: string | undefined, { state, account, region }: Here): Stack | undefined {
  const place = { account, region };
  const named = livingStacks(state, place).find(({ name }) => name === nameOrArn);
  return named ?? stacksOf(state, place).get(nameOrArn ?? '');
}

/** As `findStack`. Errors: ValidationError. */
export function getStack(nameOrArn: string | undefined, context: Here): Stack {
  const stack = findStack(nameOrArn, context);
  if (!stack) throw stackNotFound(nameOrArn ?? '');
  return stack;
}

export const stackArn = ({ account, region }: { account: string; region: string }, name: string, id: string) =>
  `arn:aws:cloudformation:${region}:${account}:stack/${name}/${id}`;

/** A permission on one stack; it need not exist. Service authorization reference, "AWS CloudFormation". */
export function stackAccess(action: string, nameOrArn: string | undefined, context: Here): Access {
  const stack = findStack(nameOrArn, context);
  // Of a stack that is not there the ARN ends in an id that policies match with a wildcard.
  const resource = stack?.arn ?? (nameOrArn?.startsWith('arn:') ? nameOrArn : stackArn(context, nameOrArn ?? '', '*'));
  return { action, resource, resourceTags: stack?.tags ?? {} };
}
