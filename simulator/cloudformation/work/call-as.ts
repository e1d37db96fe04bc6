import { AwsError } from '../../aws-error.ts';
import type { Given } from '../resource-types/resource-type.ts';
import type { Stack } from '../tables.ts';
import type { Work } from './work.ts';

/**
 * The voice of whoever asked for what is being done to a stack. CloudFormation user guide, "Control access with IAM":
 * without a service role, CloudFormation has its caller's permissions.
 *
 * What it rejects with names the service that refused, for the events.
 */
export function callAs({ invoke }: Pick<Work, 'invoke'>, { caller: asker, region }: Stack): Given['call'] {
  const caller = { ...asker, calledVia: 'cloudformation.amazonaws.com' };
  return async <Output>(service: string, operation: string, input: object) => {
    try {
      return (await invoke({ service, operation, input, caller, region })) as Output;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError(error.code, error.status, error.message, { ...error.fields, service });
    }
  };
}
