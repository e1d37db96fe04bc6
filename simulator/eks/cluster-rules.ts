import type { CreateClusterRequest } from '@aws-sdk/client-eks';
import { evaluateTrust } from '../../policy/index.ts';
import { AwsError } from '../aws-error.ts';
import { compiledDocument } from '../iam/compiled-document.ts';
import { findRole } from '../iam/find-role.ts';
import type { Role } from '../iam/tables.ts';
import type { State } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { isKnownVersion } from './cluster-versions.ts';
import { clusters, type Place } from './tables.ts';
import { requireTags } from './tags.ts';

/** Clusters of an account in a Region. facts D */
const MAX_CLUSTERS = 100;

/** Errors: InvalidParameterException, ResourceInUseException for a name that is taken, ResourceLimitExceededException. */
export function requireCreatable(input: CreateClusterRequest, context: CallContext): void {
  const { name = '', version, roleArn = '', tags } = input;
  const { state } = context;
  if (!/^[0-9A-Za-z][A-Za-z0-9\-_]{0,99}$/.test(name)) {
    // Assumed; not confirmed against AWS. The pattern: facts C.2
    const message = 'The cluster name must match ^[0-9A-Za-z][A-Za-z0-9\\-_]* and have at most 100 characters.';
    throw new AwsError('InvalidParameterException', 400, message, { clusterName: name });
  }
  if (clusters(state, context).has(name)) {
    const message = `Cluster already exists with name: ${name}`;
    throw new AwsError('ResourceInUseException', 409, message, { clusterName: name });
  }
  if (version !== undefined && !isKnownVersion(version)) {
    // Text: finos/compliant-financial-infrastructure#228.
    throw new AwsError('InvalidParameterException', 400, 'unsupported Kubernetes version', { clusterName: name });
  }
  requireTags(tags);
  requireServiceRole(state, context, roleArn, name);
  if (clusters(state, context).size >= MAX_CLUSTERS) {
    // Assumed; not confirmed against AWS.
    throw new AwsError('ResourceLimitExceededException', 400, `Cluster limit of ${MAX_CLUSTERS} exceeded.`);
  }
}

function requireServiceRole(state: State, { account }: Place, roleArn: string, clusterName: string): void {
  const role = findRole(state, account, roleArn);
  if (role && trustsEks(role, account)) return;
  // Text: terraform-aws-modules/terraform-aws-eks#2406.
  const message = `Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`;
  throw new AwsError('InvalidParameterException', 400, message, { clusterName });
}

function trustsEks(role: Role, account: string): boolean {
  const principal = { type: 'service' as const, account: '', arn: 'eks.amazonaws.com' };
  const request = { action: 'sts:AssumeRole', resource: role.arn, principal, context: {}, resourceAccount: account };
  const policy = compiledDocument(role.trustPolicy, 'trust');
  return evaluateTrust(request, { name: `trust policy of role ${role.name}`, policy }).allowed;
}
