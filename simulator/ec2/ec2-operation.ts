import { type Operation, operation } from '../wire/operation.ts';
import { dryRun } from './ec2-errors.ts';

/** An operation that may be tried: with DryRun it ends where the permissions have been checked. */
export function ec2Operation<Input extends { DryRun?: boolean | undefined }, Output>(
  definition: Operation<Input, Output>,
): Operation<Input, Output> {
  return operation({
    ...definition,
    run(input, context) {
      if (input.DryRun) throw dryRun();
      return definition.run(input, context);
    },
  });
}
