import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { countedLength, requireDocument } from './compiled-document.ts';
import { requireLength, requireName, requireOneOf, requirePath, requirePathPrefix } from './constraints.ts';
import type { Scope } from './entity.ts';
import { getOwnPolicy, getPolicy, policyAccess } from './find-policy.ts';
import { deleteConflict, entityAlreadyExists } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import { policyShape } from './policy-shape.ts';
import { isUsed, usesOf } from './policy-uses.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { type ManagedPolicy, managedPoliciesOf } from './tables.ts';
import { requestTagContext, withTags } from './tags.ts';
import { uniqueId } from './unique-id.ts';

/** What PolicyUsageFilter may be. */
export const USAGES = ['PermissionsPolicy', 'PermissionsBoundary'];

/** Errors: MalformedPolicyDocument; LimitExceeded over 6,144 characters. facts D */
export function requireManagedDocument(scope: Scope, document: string): string {
  requireDocument(document, 'identity');
  requireWithinQuota(scope, 'PolicySize', countedLength(document));
  return document;
}

export const createPolicy = operation<Received<iam.CreatePolicyRequest>, iam.CreatePolicyResponse>({
  access: (input, { account }) => [
    {
      action: 'iam:CreatePolicy',
      resource: policyArn(account, input.Path ?? '/', input.PolicyName),
      context: requestTagContext(input.Tags),
    },
  ],
  run(input, context) {
    const { state, account, ids, now } = context;
    requireName(input.PolicyName, 'policyName', 128);
    requirePath(input.Path ?? '/');
    const document = requireManagedDocument(context, input.PolicyDocument);
    if (input.Description !== undefined) requireLength(input.Description, 'description', 0, 1000);
    requireFreeName(context, input.PolicyName);
    const policy: ManagedPolicy = {
      name: input.PolicyName,
      path: input.Path ?? '/',
      id: uniqueId(ids, 'ANPA'),
      arn: policyArn(account, input.Path ?? '/', input.PolicyName),
      createdAtMs: now,
      updatedAtMs: now,
      ...(input.Description !== undefined && { description: input.Description }),
      tags: withTags({}, input.Tags),
      versions: [{ id: 'v1', document, createdAtMs: now }],
      defaultVersionId: 'v1',
      nextVersionNumber: 2,
    };
    managedPoliciesOf(state, account).put(policy.arn, policy);
    return { Policy: policyShape(state, account, policy) };
  },
});

const policyArn = (account: string, path: string, name: string) => `arn:aws:iam::${account}:policy${path}${name}`;

function requireFreeName(scope: Scope, name: string): void {
  const policies = managedPoliciesOf(scope.state, scope.account);
  for (const policy of policies.values()) {
    if (policy.name.toLowerCase() !== name.toLowerCase()) continue;
    throw entityAlreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  requireWithinQuota(scope, 'PoliciesPerAccount', policies.size + 1);
}

export const readPolicy = operation<Received<iam.GetPolicyRequest>, iam.GetPolicyResponse>({
  limits: 'Of AWS’s policies, 26.',
  access: (input, context) => policyAccess('iam:GetPolicy', input.PolicyArn, context),
  run: (input, { state, account }) => ({
    Policy: policyShape(state, account, getPolicy(state, account, input.PolicyArn)),
  }),
});

export const deletePolicy = operation<Received<iam.DeletePolicyRequest>, void>({
  access: (input, context) => policyAccess('iam:DeletePolicy', input.PolicyArn, context),
  run(input, { state, account }) {
    const policy = getOwnPolicy(state, account, input.PolicyArn);
    if (isUsed(usesOf(state, account, policy.arn))) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    managedPoliciesOf(state, account).delete(policy.arn);
  },
});

export const listPolicies = operation<Received<iam.ListPoliciesRequest>, iam.ListPoliciesResponse>({
  limits: 'Of AWS’s policies, 26.',
  access: (input, { account }) => [
    { action: 'iam:ListPolicies', resource: `arn:aws:iam::${account}:policy${input.PathPrefix ?? '/'}` },
  ],
  run(input, { state, account }) {
    const prefix = requirePathPrefix(input.PathPrefix);
    requireOneOf(input.Scope, 'scope', ['All', 'AWS', 'Local']);
    requireOneOf(input.PolicyUsageFilter, 'policyUsageFilter', USAGES);
    const scope = input.Scope ?? 'All';
    const own = scope === 'AWS' ? [] : [...managedPoliciesOf(state, account).values()];
    const all = scope === 'Local' ? own : [...own, ...awsManagedPolicies.values()];
    const shapes = all
      .filter((policy) => policy.path.startsWith(prefix))
      .map((policy) => policyShape(state, account, policy))
      .filter((shape) => isWanted(shape, input));
    const { items, ...page } = pageOf(shapes, (shape) => shape.Arn ?? '', input);
    // Description and tags are left out of listings, as ListPolicies' documentation says.
    return { Policies: items.map(({ Description: _text, Tags: _tags, ...shape }) => shape), ...page };
  },
});

/** Whether a policy is used as the listing asks: attached at all, or as a boundary rather than for permissions. */
function isWanted(shape: iam.Policy, { OnlyAttached, PolicyUsageFilter }: iam.ListPoliciesRequest): boolean {
  const { AttachmentCount: attached = 0, PermissionsBoundaryUsageCount: bounded = 0 } = shape;
  if (PolicyUsageFilter === 'PermissionsBoundary' && bounded === 0) return false;
  if (PolicyUsageFilter === 'PermissionsPolicy' && attached === 0) return false;
  return !OnlyAttached || attached + bounded > 0;
}
