import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Collected, Used } from '../actions/used-actions.ts';
import { projectFolder } from '../lab-home.ts';

/** Written by `npm run actions`, from what a local cloud asked to be allowed while everything was done once. */
export const REQUIRED_ACTIONS_FILE = join(projectFolder, 'scripts', 'kit', 'doctor', 'required-actions.json');

/** The same as an IAM policy for the learner's user or role. */
export const POLICY_FILE = join(projectFolder, 'static', 'policies', 'learner.json');

export type RequiredActions = Record<'labs' | 'clusters', string[]>;

const STACK = 'arn:aws:cloudformation:us-west-2:111122223333:stack/pod-identity-workshop-';

/**
 * What AWS asks for beyond what the local cloud was seen to ask for: in an account that never had a cluster its service-linked
 * roles (EKS user guide, "Using service-linked roles for Amazon EKS"), tags given on creation, and what clean-up does when
 * something was left behind or failed.
 */
const SELDOM: Used[] = [
  ...seldom('*', 'iam:CreateServiceLinkedRole ec2:DeleteVolume ec2:DeleteNetworkInterface'),
  ...seldom('arn:aws:logs:us-west-2:111122223333:log-group:/aws/eks/workshop-a/cluster', 'logs:DeleteLogGroup'),
  ...seldom(STACK, 'cloudformation:DescribeStackEvents cloudformation:TagResource'),
  ...seldom('arn:aws:iam::111122223333:role/pod-identity-workshop-', 'iam:TagRole'),
  ...seldom('arn:aws:iam::111122223333:user/workshop-', 'iam:ListUserPolicies iam:ListAttachedUserPolicies'),
  ...seldom('arn:aws:iam::111122223333:user/workshop-', 'iam:DeleteUserPolicy iam:DetachUserPolicy'),
  ...seldom('arn:aws:s3:::workshop-', 's3:ListBucketVersions s3:DeleteObjectVersion'),
];

function seldom(resource: string, actions: string): Used[] {
  return actions.split(' ').map((action) => ({ action, resource }));
}

/** With what was seen to be asked for, all that each part may take. */
export const withSeldom = ({ labs, clusters }: Collected): Collected => ({ labs, clusters: [...clusters, ...SELDOM] });

/** What each part of the workshop calls on AWS, as IAM actions. */
export const requiredActions = () => JSON.parse(readFileSync(REQUIRED_ACTIONS_FILE, 'utf8')) as RequiredActions;

/** Each once, sorted. */
export const actionsIn = (used: { action: string }[]): string[] =>
  [...new Set(used.map(({ action }) => action))].sort();
