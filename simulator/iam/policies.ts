import type * as iam from '@aws-sdk/client-iam';
import type { State } from '../state/state.ts';
import { operation } from '../wire/operation.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { countedLength, requireDocument } from './compiled-document.ts';
import { requireName, requirePath } from './constraints.ts';
import { getOwnPolicy, getPolicy, policyAccess } from './find-policy.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import { policyShape } from './policy-shape.ts';
import { usesOf } from './policy-uses.ts';
import type { Received } from './received.ts';
import { type ManagedPolicy, managedPoliciesOf } from './tables.ts';
import { requestTagContext, withTags } from './tags.ts';
import { uniqueId } from './unique-id.ts';

const MAX_DOCUMENT_LENGTH = 6144;

/** Errors: MalformedPolicyDocument; LimitExceeded over 6,144 characters. facts D */
export function requireManagedDocument(document: string): string {
  requireDocument(document, 'identity');
  if (countedLength(document) > MAX_DOCUMENT_LENGTH) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${MAX_DOCUMENT_LENGTH}`);
  }
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
  run(input, { state, account, ids, now }) {
    requireName(input.PolicyName, 'policyName', 128);
    requirePath(input.Path ?? '/');
    const document = requireManagedDocument(input.PolicyDocument);
    requireFreeName(state, account, input.PolicyName);
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

function requireFreeName(state: State, account: string, name: string): void {
  for (const policy of managedPoliciesOf(state, account).values()) {
    if (policy.name.toLowerCase() !== name.toLowerCase()) continue;
    throw entityAlreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
}

export const readPolicy = operation<Received<iam.GetPolicyRequest>, iam.GetPolicyResponse>({
  access: (input, context) => policyAccess('iam:GetPolicy', input.PolicyArn, context),
  run: (input, { state, account }) => ({
    Policy: policyShape(state, account, getPolicy(state, account, input.PolicyArn)),
  }),
});

export const deletePolicy = operation<Received<iam.DeletePolicyRequest>, void>({
  access: (input, context) => policyAccess('iam:DeletePolicy', input.PolicyArn, context),
  run(input, { state, account }) {
    const policy = getOwnPolicy(state, account, input.PolicyArn);
    const uses = usesOf(state, account, policy.arn);
    if (uses.roles.length + uses.users.length + uses.boundaries.length > 0) {
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
  access: (input, { account }) => [
    { action: 'iam:ListPolicies', resource: `arn:aws:iam::${account}:policy${input.PathPrefix ?? '/'}` },
  ],
  run(input, { state, account }) {
    const scope = input.Scope ?? 'All';
    const own = scope === 'AWS' ? [] : [...managedPoliciesOf(state, account).values()];
    const all = scope === 'Local' ? own : [...own, ...awsManagedPolicies.values()];
    const shapes = all
      .filter((policy) => policy.path.startsWith(input.PathPrefix ?? '/'))
      .map((policy) => policyShape(state, account, policy))
      .filter((shape) => !input.OnlyAttached || shape.AttachmentCount);
    const { items, ...page } = pageOf(shapes, (shape) => shape.Arn ?? '', input);
    // Description and tags are left out of listings, as ListPolicies' documentation says.
    return { Policies: items.map(({ Description: _text, Tags: _tags, ...shape }) => shape), ...page };
  },
});
