import { refusalWords } from '../../policy/index.ts';
import type { ContextValues, Decision } from '../../policy/types.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { encodeAuthorizationMessage } from '../sts/authorization-message.ts';
import type { Access } from './operation.ts';

/** How a service tells its callers that they may not. facts F.3–F.5, B.5 */
interface Refusal {
  code: string;
  status: number;
  /** The resource as the message shows it. */
  show?(resource: string): string;
  /** For actions without resources: the message has none either. */
  nameless?: true;
}

const REFUSALS: Record<string, Refusal> = {
  s3: { code: 'AccessDenied', status: 403, show: (resource) => `"${resource}"` },
  iam: { code: 'AccessDenied', status: 403, show: showEntity },
  sts: { code: 'AccessDenied', status: 403 },
  // runs-on/runs-on#27, awslabs/aws-servicebroker#76
  cloudformation: { code: 'AccessDenied', status: 403 },
  dynamodb: { code: 'AccessDeniedException', status: 400 },
  tagging: { code: 'AccessDeniedException', status: 400, nameless: true },
  cloudtrail: { code: 'AccessDeniedException', status: 400, nameless: true },
  logs: { code: 'AccessDeniedException', status: 400 },
  // Assumed; not confirmed against AWS: as other services with this protocol.
  servicequotas: { code: 'AccessDeniedException', status: 400 },
  'eks-auth': { code: 'AccessDeniedException', status: 400 },
};
const OTHERS: Refusal = { code: 'AccessDeniedException', status: 403 };

/** The service's own words for a permission that `caller` lacks; `context` is what the policies were asked with. */
export function refusal(
  service: string,
  caller: Caller,
  access: Access,
  { decision, context }: { decision: Decision; context: () => ContextValues },
): AwsError {
  const { code, status, show, nameless } = REFUSALS[service] ?? OTHERS;
  if (service === 'ec2') return unauthorizedOperation(caller, access, decision, context);
  if (service === 's3' && isStranger(caller, access)) return new AwsError(code, status, 'Access Denied');
  const { action } = access;
  // iam:PassRole shows the ARN in IAM too; only IAM's own actions on an entity name it by kind.
  const resource = show && !action.endsWith(':PassRole') ? show(access.resource) : access.resource;
  const place = nameless ? '' : ` on resource: ${resource}`;
  const sentence = `User: ${caller.arn} is not authorized to perform: ${action}${place}`;
  return new AwsError(code, status, sentence + reason(action, decision));
}

/** S3 explains itself to the bucket's own account only. facts F.3 */
function isStranger(caller: Caller, access: Access): boolean {
  return caller.type === 'anonymous' || (access.resourceAccount ?? caller.account) !== caller.account;
}

/**
 * EC2 tells everything once more in encoded form. Its user guide, "Troubleshoot instance launch issues"; that
 * actions without resources come without it is assumed; not confirmed against AWS.
 */
function unauthorizedOperation(
  caller: Caller,
  { action, resource }: Access,
  decision: Decision,
  context: () => ContextValues,
): AwsError {
  const sentence = `You are not authorized to perform this operation. User: ${caller.arn} is not authorized to perform: ${action}`;
  const why = reason(action, decision);
  if (resource === '*') return new AwsError('UnauthorizedOperation', 403, sentence + why);
  const encoded = encodeAuthorizationMessage({ caller, action, resource, context: context(), decision });
  const message = `${sentence} on resource: ${resource}${why}. Encoded authorization failure message: ${encoded}`;
  return new AwsError('UnauthorizedOperation', 403, message);
}

function reason(action: string, { reason, kind }: Decision): string {
  // STS gives none, so as not to tell whether the role exists. facts F.5
  if (action === 'sts:AssumeRole' || action === 'sts:TagSession') return '';
  const { article, name } = refusalWords[kind];
  if (reason === 'explicit-deny') return ` with an explicit deny in ${article} ${name}`;
  return ` because no ${name} allows the ${action} action`;
}

/** `role deployer` for arn:aws:iam::111122223333:role/ops/deployer. That users and policies follow suit is assumed. */
function showEntity(resource: string): string {
  const entity = /^arn:aws:iam::\d+:(role|user)\/(?:.*\/)?([^/]+)$/.exec(resource);
  if (entity) return `${entity[1]} ${entity[2]}`;
  return resource.includes(':policy/') ? `policy ${resource}` : resource;
}
