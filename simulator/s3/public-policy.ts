import type { Bucket } from './tables.ts';

interface Statement {
  Effect?: string;
  Principal?: string | { AWS?: string | string[] };
  NotPrincipal?: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
}

// User guide, "The meaning of 'public'": a fixed value of one of these keys limits who is let in.
const LIMITING_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/** Whether a bucket policy, which must be valid, lets in everybody. */
export function isPublicPolicy(text: string): boolean {
  const { Statement: all = [] } = JSON.parse(text) as { Statement?: Statement | Statement[] };
  return [all].flat().some((statement) => statement.Effect === 'Allow' && isOpen(statement) && !isLimited(statement));
}

/**
 * The policy that counts: RestrictPublicBuckets shuts a bucket with a public policy to all but its own account and AWS
 * services. User guide, "Block public access settings"
 */
export function policyInForce({
  name,
  account,
  policy,
  hasPublicPolicy,
  publicAccessBlock,
}: Bucket): string | undefined {
  if (policy === undefined || !hasPublicPolicy || !publicAccessBlock?.RestrictPublicBuckets) return policy;
  const document = JSON.parse(policy) as { Statement: Statement | Statement[] };
  const shut = {
    Sid: 'RestrictPublicBuckets',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
    Condition: {
      StringNotEquals: { 'aws:PrincipalAccount': account },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    },
  };
  return JSON.stringify({ ...document, Statement: [document.Statement, shut].flat() });
}

function isOpen({ Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined) return true;
  return [typeof Principal === 'object' ? (Principal.AWS ?? []) : (Principal ?? [])].flat().includes('*');
}

function isLimited({ Condition = {} }: Statement): boolean {
  return Object.entries(Condition).some(([operator, keys]) => {
    const positive = /^(ForAnyValue:)?(String|Arn)(Equals|Like)(IgnoreCase)?$|^IpAddress$/.test(operator);
    return (
      positive && Object.entries(keys).some(([key, values]) => LIMITING_KEYS.has(key.toLowerCase()) && isFixed(values))
    );
  });
}

/** Without wildcards, variables, or a range of addresses that is the whole internet. */
function isFixed(values: string | string[]): boolean {
  return [values].flat().every((value) => !/[*?]|\$\{|\/0$/.test(value));
}
