import type { Used } from './used-actions.ts';

/** A statement of an IAM policy, as the learner's is made of. */
interface Statement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
}

/** An IAM policy that allows these permissions, on things that have the workshop's names only, as far as IAM can tell. */
export function learnerPolicy(used: Used[]): { Version: string; Statement: Statement[] } {
  const resources = new Map<string, Set<string>>();
  for (const { action, resource } of used) {
    resources.set(action, (resources.get(action) ?? new Set()).add(widen(action, resource)));
  }
  const groups = new Map<string, string[]>();
  for (const [action, patterns] of resources) {
    const key = patterns.has('*') ? '*' : [...patterns].sort().join(' ');
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  const statements = [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    Version: '2012-10-17',
    Statement: statements.map(([key, actions], index) => ({
      Sid: `Workshop${index + 1}`,
      Effect: 'Allow',
      Action: actions.sort(),
      Resource: key.split(' '),
    })),
  };
}

/**
 * The pattern for a resource: any account, any Region, any run. What has no name that could be told in advance (networks in
 * EC2, the issuers of clusters) is allowed whatever it is called.
 */
function widen(action: string, resource: string): string {
  if (action.startsWith('ec2:') || !resource.startsWith('arn:')) return '*';
  const [, , service = '', , , ...rest] = resource.split(':');
  const path = rest.join(':');
  const name = NAMES.find((pattern) => pattern.of.test(`${service}:${path}`));
  return name ? name.pattern : '*';
}

const NAMES = [
  { of: /^iam:role\/workshop-/, pattern: 'arn:aws:iam::*:role/workshop-*' },
  { of: /^iam:role\/pod-identity-workshop-/, pattern: 'arn:aws:iam::*:role/pod-identity-workshop-*' },
  { of: /^iam:user\/workshop-/, pattern: 'arn:aws:iam::*:user/workshop-*' },
  { of: /^iam:policy\/workshop-/, pattern: 'arn:aws:iam::*:policy/workshop-*' },
  { of: /^iam:oidc-provider\//, pattern: 'arn:aws:iam::*:oidc-provider/*' },
  // Lab 10 asks for what a cluster outside EKS is refused.
  { of: /^eks:cluster\/own-cluster$/, pattern: 'arn:aws:eks:*:*:cluster/own-cluster' },
  { of: /^logs:log-group:\/aws\/eks\/workshop-/, pattern: 'arn:aws:logs:*:*:log-group:/aws/eks/workshop-*' },
  { of: /^eks:[a-z]+\/workshop-/, pattern: 'arn:aws:eks:*:*:*/workshop-*' },
  { of: /^s3:workshop-/, pattern: 'arn:aws:s3:::workshop-*' },
  { of: /^dynamodb:table\/workshop-/, pattern: 'arn:aws:dynamodb:*:*:table/workshop-*' },
  {
    of: /^cloudformation:stack\/pod-identity-workshop-/,
    pattern: 'arn:aws:cloudformation:*:*:stack/pod-identity-workshop-*',
  },
];
