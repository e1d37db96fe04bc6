import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { PolicyKind } from '../types.ts';

const PARTITION = /^(?:\*|aws|aws-cn|aws-us-gov|aws-iso(?:-[a-z])?|aws-eusc)$/;
const IAM_TYPES = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];
/** S3's resources that live in a Region; buckets and objects do not. Service authorization reference, "Amazon S3". */
const REGIONAL_S3_TYPES = /^(?:\*|accesspoint|job|storage-lens|storage-lens-group|async-request|access-grants)(?:\/|$)/;

/**
 * Checks the form of resources: `*` or an ARN, which may be cut short (`arn:aws:sqs:*`). S3 looks at its buckets' policies
 * less closely than IAM. Texts: moto's policy_validation.py, whose suite was run against AWS. Errors: PolicySyntaxError.
 */
export function requireResources(resources: string[], kind: PolicyKind): void {
  for (const resource of resources) {
    if (resource === '*') continue;
    const fault = kind === 'resource' ? bucketPolicyFault(resource) : faultOf(resource);
    if (fault !== undefined) throw new PolicySyntaxError(fault);
  }
}

const bucketPolicyFault = (resource: string) =>
  /^arn:[^:]+:[^:]/.test(resource) ? undefined : 'Policy has invalid resource';

function faultOf(resource: string): string | undefined {
  if (!resource.includes(':')) return `Resource ${resource} must be in ARN format or "*".`;
  const [, partition = '', service, region, account, ...rest] = resource.split(':');
  const name = rest.join(':');
  if (!PARTITION.test(partition)) {
    const shown = [partition, service || '*', region ?? '*', account ?? '*', name || '*'].join(':');
    return `Partition "${partition}" is not valid for resource "arn:${shown}".`;
  }
  if (service === undefined) return 'Resource vendor must be fully qualified and cannot contain regexes.';
  return regionFault(resource, service, region, name) ?? nameFault(service, name) ?? legacyFault(resource, service);
}

/** IAM's resources and S3's buckets are in no Region; neither is what leaves it open. */
function regionFault(resource: string, service: string, region: string | undefined, name: string) {
  if (region === '') return undefined;
  if (service === 'iam') return `IAM resource ${resource} cannot contain region information.`;
  if (service === 's3' && !REGIONAL_S3_TYPES.test(name)) {
    return `Resource ${resource} can not contain region information.`;
  }
  return undefined;
}

function nameFault(service: string, name: string): string | undefined {
  if (service !== 'iam' || name === '*' || IAM_TYPES.some((type) => name.startsWith(type))) return undefined;
  return `IAM resource path must either be "*" or start with ${IAM_TYPES.join(', ')}.`;
}

/** `arn:aws:s3::orders`, the slip of a colon too few, among others. */
function legacyFault(resource: string, service: string): string | undefined {
  const isShort = resource.split(':').length < 6 && resource.includes('::');
  return isShort || service === '' ? 'The policy failed legacy parsing' : undefined;
}
