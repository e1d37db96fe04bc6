import { AwsError } from '../aws-error.ts';

/** Codes: EC2 API reference, "Error codes for the Amazon EC2 API". All are of status 400 but for dry runs. */
export const ec2Error = (code: string, message: string) => new AwsError(code, 400, message);

export const invalidValue = (message: string) => ec2Error('InvalidParameterValue', message);

/** The code and the text for an id that nothing has. */
export interface NotFound {
  code: string;
  text(id: string): string;
}

export const notFound = ({ code, text }: NotFound, id: string) => ec2Error(code, text(id));

/** https://github.com/hashicorp/terraform-provider-aws/issues/4662 */
export function instancesNotFound(ids: string[]): AwsError {
  const [noun, verb] = ids.length === 1 ? ['ID', 'does'] : ['IDs', 'do'];
  return ec2Error('InvalidInstanceID.NotFound', `The instance ${noun} '${ids.join(', ')}' ${verb} not exist`);
}

/** The permission was checked before. EC2 API reference, "Common parameters" */
export const dryRun = () =>
  new AwsError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.');
