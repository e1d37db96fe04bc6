import type {
  AccessScope,
  AssociateAccessPolicyRequest,
  AssociateAccessPolicyResponse,
  DisassociateAccessPolicyRequest,
  DisassociateAccessPolicyResponse,
  ListAssociatedAccessPoliciesRequest,
  ListAssociatedAccessPoliciesResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { type Access, type CallContext, operation } from '../wire/operation.ts';
import type { AccessEntryRequest } from './access-entry-keys.ts';
import { accessEntryAccess, getAccessEntry, requireStandard } from './access-entry-rules.ts';
import { isAccessPolicy } from './access-policies.ts';
import { page } from './page.ts';
import { type AccessPolicyRow, accessEntries } from './tables.ts';

/** Again with another scope: the scope is replaced. */
export const associateAccessPolicy = operation<AssociateAccessPolicyRequest, AssociateAccessPolicyResponse>({
  access: (input, context) => [policyAccess('eks:AssociateAccessPolicy', input, context, input.accessScope)],
  run(input, context) {
    const { cluster, row } = getAccessEntry(input, context);
    requireStandard(row, cluster);
    const policyArn = requirePolicy(input);
    const scope = requireScope(input.accessScope, input);
    const before = row.policies.find((policy) => policy.policyArn === policyArn);
    const { now } = context;
    const made = { policyArn, scope, associatedAtMs: before?.associatedAtMs ?? now, modifiedAtMs: now };
    const others = row.policies.filter((policy) => policy !== before);
    accessEntries(context.state, cluster).put(row.principalArn, { ...row, policies: [...others, made] });
    const { clusterName, principalArn } = input;
    return { clusterName, principalArn, associatedAccessPolicy: policyOutput(made) };
  },
});

export const disassociateAccessPolicy = operation<DisassociateAccessPolicyRequest, DisassociateAccessPolicyResponse>({
  access: (input, context) => [policyAccess('eks:DisassociateAccessPolicy', input, context)],
  run(input, context) {
    const { cluster, row } = getAccessEntry(input, context);
    const policies = row.policies.filter((policy) => policy.policyArn !== input.policyArn);
    if (policies.length === row.policies.length) {
      // Assumed; not confirmed against AWS.
      const message = `No association of the policy ${input.policyArn} found for the principal ${row.principalArn}.`;
      throw new AwsError('ResourceNotFoundException', 404, message, { clusterName: cluster.name });
    }
    accessEntries(context.state, cluster).put(row.principalArn, { ...row, policies });
    return {};
  },
});

export const listAssociatedAccessPolicies = operation<
  ListAssociatedAccessPoliciesRequest,
  ListAssociatedAccessPoliciesResponse
>({
  access: (input, context) => [accessEntryAccess('eks:ListAssociatedAccessPolicies', input, context)],
  run(input, context) {
    const { row } = getAccessEntry(input, context);
    const { items, ...rest } = page(row.policies, input.maxResults, input.nextToken);
    const { clusterName, principalArn } = input;
    return { clusterName, principalArn, associatedAccessPolicies: items.map(policyOutput), ...rest };
  },
});

type PolicyRequest = AccessEntryRequest & { policyArn: string | undefined };

/** Service authorization reference of EKS, AssociateAccessPolicy. */
function policyAccess(action: string, input: PolicyRequest, context: CallContext, scope?: AccessScope): Access {
  const access = accessEntryAccess(action, input, context);
  const keys = {
    'eks:policyArn': input.policyArn ?? '',
    ...(scope?.type && { 'eks:accessScope': scope.type }),
    ...(scope?.namespaces?.length && { 'eks:namespaces': scope.namespaces }),
  };
  return { ...access, context: { ...access.context, ...keys } };
}

function requirePolicy({ policyArn = '', clusterName }: PolicyRequest): string {
  if (isAccessPolicy(policyArn)) return policyArn;
  // Assumed; not confirmed against AWS.
  const message = `The policyArn parameter format is not valid`;
  throw new AwsError('InvalidParameterException', 400, message, { clusterName });
}

function requireScope(scope: AccessScope | undefined, { clusterName }: AccessEntryRequest): AccessPolicyRow['scope'] {
  const { type = 'cluster', namespaces = [] } = scope ?? {};
  if ((type === 'namespace') === namespaces.length > 0) return { type, namespaces };
  // Assumed; not confirmed against AWS.
  const message =
    type === 'namespace'
      ? 'An access scope of type namespace needs at least one namespace.'
      : 'An access scope of type cluster takes no namespaces.';
  throw new AwsError('InvalidParameterException', 400, message, { clusterName });
}

const policyOutput = ({ policyArn, scope, associatedAtMs, modifiedAtMs }: AccessPolicyRow) => ({
  policyArn,
  accessScope: scope,
  associatedAt: new Date(associatedAtMs),
  modifiedAt: new Date(modifiedAtMs),
});
