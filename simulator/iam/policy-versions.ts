import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { dateOf } from './date-of.ts';
import { getOwnPolicy, getPolicy, policyAccess } from './find-policy.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from './iam-errors.ts';
import { pageOf } from './page-of.ts';
import { requireManagedDocument } from './policies.ts';
import { quotaOf } from './quotas.ts';
import type { Received } from './received.ts';
import { type ManagedPolicy, managedPoliciesOf, type PolicyVersion } from './tables.ts';

export const createPolicyVersion = operation<Received<iam.CreatePolicyVersionRequest>, iam.CreatePolicyVersionResponse>(
  {
    access: (input, context) => policyAccess('iam:CreatePolicyVersion', input.PolicyArn, context),
    run(input, context) {
      const { state, account, now } = context;
      const policy = getOwnPolicy(state, account, input.PolicyArn);
      const document = requireManagedDocument(context, input.PolicyDocument);
      if (policy.versions.length >= quotaOf(context, 'VersionsPerPolicy')) {
        throw limitExceeded(
          'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
        );
      }
      const version = { id: `v${policy.nextVersionNumber}`, document, createdAtMs: now };
      const changed: ManagedPolicy = {
        ...policy,
        versions: [...policy.versions, version],
        nextVersionNumber: policy.nextVersionNumber + 1,
        defaultVersionId: input.SetAsDefault ? version.id : policy.defaultVersionId,
        updatedAtMs: now,
      };
      managedPoliciesOf(state, account).put(policy.arn, changed);
      const { Document: _document, ...shape } = versionShape(changed, version);
      return { PolicyVersion: shape };
    },
  },
);

export const getPolicyVersion = operation<Received<iam.GetPolicyVersionRequest>, iam.GetPolicyVersionResponse>({
  limits: 'Of AWS’s policies the current version only.',
  access: (input, context) => policyAccess('iam:GetPolicyVersion', input.PolicyArn, context),
  run(input, { state, account }) {
    const policy = getPolicy(state, account, input.PolicyArn);
    return { PolicyVersion: versionShape(policy, getVersion(policy, input.VersionId)) };
  },
});

export const listPolicyVersions = operation<Received<iam.ListPolicyVersionsRequest>, iam.ListPolicyVersionsResponse>({
  limits: 'Of AWS’s policies the current version only.',
  access: (input, context) => policyAccess('iam:ListPolicyVersions', input.PolicyArn, context),
  run(input, { state, account }) {
    const policy = getPolicy(state, account, input.PolicyArn);
    const { items, ...page } = pageOf(policy.versions, newestFirst, input);
    const shapes = items.map((version) => {
      const { Document: _document, ...shape } = versionShape(policy, version);
      return shape;
    });
    return { Versions: shapes, ...page };
  },
});

export const deletePolicyVersion = operation<Received<iam.DeletePolicyVersionRequest>, void>({
  access: (input, context) => policyAccess('iam:DeletePolicyVersion', input.PolicyArn, context),
  run(input, { state, account }) {
    const policy = getOwnPolicy(state, account, input.PolicyArn);
    const version = getVersion(policy, input.VersionId);
    if (version.id === policy.defaultVersionId) {
      throw deleteConflict('Cannot delete the default version of a policy.');
    }
    const versions = policy.versions.filter(({ id }) => id !== version.id);
    managedPoliciesOf(state, account).put(policy.arn, { ...policy, versions });
  },
});

export const setDefaultPolicyVersion = operation<Received<iam.SetDefaultPolicyVersionRequest>, void>({
  access: (input, context) => policyAccess('iam:SetDefaultPolicyVersion', input.PolicyArn, context),
  run(input, { state, account, now }) {
    const policy = getOwnPolicy(state, account, input.PolicyArn);
    const { id } = getVersion(policy, input.VersionId);
    managedPoliciesOf(state, account).put(policy.arn, { ...policy, defaultVersionId: id, updatedAtMs: now });
  },
});

/** A key that sorts versions as IAM lists them. */
const newestFirst = ({ id }: PolicyVersion) => String(1_000_000 - Number(id.slice(1)));

function getVersion(policy: ManagedPolicy, id: string): PolicyVersion {
  const version = policy.versions.find((candidate) => candidate.id === id);
  if (!version) throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return version;
}

/** A version as the API gives it; its document is URL-encoded there. */
export function versionShape(policy: ManagedPolicy, version: PolicyVersion): iam.PolicyVersion {
  return {
    Document: encodeURIComponent(version.document),
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersionId,
    CreateDate: dateOf(version.createdAtMs),
  };
}
