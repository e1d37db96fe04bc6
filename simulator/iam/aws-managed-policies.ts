import { administration } from './aws-managed-policies/administration.ts';
import { applications } from './aws-managed-policies/applications.ts';
import { eksAddOns } from './aws-managed-policies/eks-add-ons.ts';
import { eksClusters } from './aws-managed-policies/eks-clusters.ts';
import { eksNodes } from './aws-managed-policies/eks-nodes.ts';
import type { PublishedPolicy } from './aws-managed-policies/published-policy.ts';
import { serviceLinkedClusters } from './aws-managed-policies/service-linked-clusters.ts';
import { serviceLinkedNodes } from './aws-managed-policies/service-linked-nodes.ts';
import type { ManagedPolicy } from './tables.ts';

/**
 * The AWS managed policies that the workshop knows: those that the pages on EKS attach, and a few more.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html (read through zoph-io/MAMIP, 2026-03)
 */
const PUBLISHED = [
  ...administration,
  ...eksClusters,
  ...eksNodes,
  ...eksAddOns,
  ...applications,
  ...serviceLinkedClusters,
  ...serviceLinkedNodes,
];

/** By ARN. */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map(
  PUBLISHED.map((published, index) => {
    const policy = managedPolicy(published, index);
    return [policy.arn, policy];
  }),
);

function managedPolicy(policy: PublishedPolicy, index: number): ManagedPolicy {
  const { name, path = '/', description, version, statements } = policy;
  const publishedAtMs = Date.parse(policy.published);
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return {
    name,
    path,
    id: idOf(index),
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    createdAtMs: Date.parse(policy.created),
    updatedAtMs: publishedAtMs,
    ...(description !== undefined && { description }),
    tags: {},
    versions: [{ id: `v${version}`, document, createdAtMs: publishedAtMs }],
    defaultVersionId: `v${version}`,
    nextVersionNumber: version + 1,
  };
}

/** Ids of our own, since AWS's are not published. */
function idOf(index: number): string {
  const letters = [Math.floor(index / 26), index % 26].map((digit) => String.fromCharCode(65 + digit));
  return `ANPA2WORKSHOPAAAAAA${letters.join('')}`;
}
