import { AwsError } from '../../aws-error.ts';

/** As clients' logs name the services. */
const SERVICE_NAMES: Record<string, string> = { iam: 'Iam', eks: 'Eks', ec2: 'Ec2' };

/** CloudFormation CLI user guide, "Handler error codes", by what services call their errors. The first that fits. */
const HANDLER_ERROR_CODES: [RegExp, string][] = [
  [/AlreadyExists|^ResourceInUse/, 'AlreadyExists'],
  [/NotFound|NoSuchEntity/, 'NotFound'],
  [/AccessDenied|Unauthorized/, 'AccessDenied'],
  [/LimitExceeded/, 'ServiceLimitExceeded'],
  [/NotStabilized/, 'NotStabilized'],
  [/Invalid|Validation|Malformed|Missing/, 'InvalidRequest'],
];

/**
 * Why a resource failed, as its event says. Services' refusals are wrapped: aws/aws-cdk#26931. Their request ids are left
 * out: inside the local cloud the refusal has none.
 *
 * Throws what is no AwsError: a bug of ours.
 */
export function failureReason(error: unknown, token: string): string {
  if (!(error instanceof AwsError)) throw error;
  const { service } = error.fields;
  if (typeof service !== 'string') return error.message;
  const said = `${error.message} (Service: ${SERVICE_NAMES[service] ?? service}, Status Code: ${error.status})`;
  const code = HANDLER_ERROR_CODES.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'GeneralServiceException';
  return `Resource handler returned message: "${said}" (RequestToken: ${token}, HandlerErrorCode: ${code})`;
}
