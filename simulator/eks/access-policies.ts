import type { ListAccessPoliciesRequest, ListAccessPoliciesResponse } from '@aws-sdk/client-eks';
import { operation } from '../wire/operation.ts';
import { page } from './page.ts';

/** Those of the user guide's page "Review access policy permissions" that are for people. */
const NAMES = [
  'AmazonEKSAdminPolicy',
  'AmazonEKSAdminViewPolicy',
  'AmazonEKSClusterAdminPolicy',
  'AmazonEKSEditPolicy',
  'AmazonEKSViewPolicy',
];

/** ARN of an access policy. facts C.6 */
export const policyArnOf = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;

export const isAccessPolicy = (arn: string) => NAMES.some((name) => policyArnOf(name) === arn);

export const listAccessPolicies = operation<ListAccessPoliciesRequest, ListAccessPoliciesResponse>({
  limits: 'The five that are for people.',
  access: () => [{ action: 'eks:ListAccessPolicies', resource: '*' }],
  run({ maxResults, nextToken }) {
    const { items, ...rest } = page(NAMES, maxResults, nextToken);
    return { accessPolicies: items.map((name) => ({ name, arn: policyArnOf(name) })), ...rest };
  },
});
