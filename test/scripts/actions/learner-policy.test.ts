import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { learnerPolicy } from '../../../scripts/kit/actions/learner-policy.ts';
import { POLICY_FILE, requiredActions } from '../../../scripts/kit/doctor/required-actions.ts';

describe('the learner’s policy', () => {
  const text = readFileSync(POLICY_FILE, 'utf8');
  const { Statement } = JSON.parse(text) as { Statement: { Action: string[]; Resource: string[] }[] };

  it('allows each action that the labs and the setup take, and no other', () => {
    const { labs, clusters } = requiredActions();
    const allowed = new Set(Statement.flatMap(({ Action }) => Action));
    expect([...allowed].sort()).toEqual([...new Set([...labs, ...clusters])].sort());
  });

  it('is within the size of a managed policy: 6,144 characters, white space not counted', () => {
    expect(text.replace(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });

  it('makes and removes nothing in IAM, S3, DynamoDB and CloudFormation but what has the workshop’s names', () => {
    const named =
      /^(iam:(Create|Delete|Put|Attach|Detach|Update)(?!ServiceLinkedRole)|s3:(Create|Delete|Put)|dynamodb:(Create|Delete|Put)|cloudformation:(Create|Delete))/;
    const wide = Statement.filter(({ Resource }) => Resource.includes('*')).flatMap(({ Action }) => Action);
    expect(wide.filter((action) => named.test(action))).toEqual([]);
  });
});

it('names of things are widened to the workshop’s, and networks to all', () => {
  const used = [
    { action: 'iam:CreateRole', resource: 'arn:aws:iam::111122223333:role/workshop-irsa' },
    { action: 'iam:GetRole', resource: 'arn:aws:iam::111122223333:role/workshop-irsa' },
    { action: 'ec2:CreateVpc', resource: 'arn:aws:ec2:us-west-2:111122223333:vpc/vpc-1' },
  ];
  expect(learnerPolicy(used).Statement).toEqual([
    { Sid: 'Workshop1', Effect: 'Allow', Action: ['ec2:CreateVpc'], Resource: ['*'] },
    {
      Sid: 'Workshop2',
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'iam:GetRole'],
      Resource: ['arn:aws:iam::*:role/workshop-*'],
    },
  ]);
});
