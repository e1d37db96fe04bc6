import { describe, expect, test } from 'vitest';
import { type AccessRequest, compilePolicy, evaluate, refusalWords } from '../../policy/index.ts';

const request: AccessRequest = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::orders/1',
  principal: { type: 'user', account: '111122223333', arn: 'arn:aws:iam::111122223333:user/ana' },
  context: { 'aws:PrincipalTag/team': 'b' },
  resourceAccount: '111122223333',
};

const identity = {
  name: 'inline:orders',
  policy: compilePolicy(
    {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Write', Effect: 'Allow', Action: 's3:Put*', Resource: '*' },
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
        },
      ],
    },
    'identity',
  ),
};
const bucket = {
  name: 'bucket policy of orders',
  policy: compilePolicy(
    { Statement: { Sid: 'NotAna', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::orders/*' } },
    'resource',
  ),
};

describe('explain', () => {
  test('says of every statement why it did not apply', () => {
    const decision = evaluate(request, { identity: [identity] });
    expect(decision.statement).toBeUndefined();
    expect(decision.explain()).toEqual([
      {
        kind: 'identity',
        policy: 'inline:orders',
        statement: 'Write',
        effect: 'Allow',
        matched: false,
        why: 'action s3:GetObject does not match s3:Put*',
      },
      {
        kind: 'identity',
        policy: 'inline:orders',
        statement: '2',
        effect: 'Allow',
        matched: false,
        why: 'condition StringEquals aws:PrincipalTag/team: expected "a", the request has "b"',
      },
    ]);
  });

  test('names the deciding statement of an explicit deny', () => {
    const decision = evaluate(request, { identity: [identity], resource: bucket });
    expect(decision.statement).toEqual({
      kind: 'resource',
      policy: 'bucket policy of orders',
      statement: 'NotAna',
      effect: 'Deny',
      matched: true,
      why: 'applies: Deny s3:GetObject on arn:aws:s3:::orders/1',
    });
    expect(refusalWords[decision.kind]).toEqual({ article: 'a', name: 'resource-based policy' });
  });
});

test('a pattern of many stars takes no exponential time', () => {
  const policy = compilePolicy(
    {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: `arn:aws:s3:::${'a*'.repeat(200)}b` },
    },
    'identity',
  );
  const long = { ...request, resource: `arn:aws:s3:::${'a'.repeat(2000)}` };
  expect(evaluate(long, { identity: [{ name: 'stars', policy }] }).allowed).toBe(false);
});

test('a condition key named like a property of every object is an ordinary key', () => {
  const policy = compilePolicy(
    {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Null: { constructor: 'true' } } },
    },
    'identity',
  );
  expect(evaluate(request, { identity: [{ name: 'constructor', policy }] }).allowed).toBe(true);
});

test('of a JSON key given twice the last one counts', () => {
  const text = `{ "Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::orders/*", "Resource": "arn:aws:s3:::public/*" } }`;
  const set = { identity: [{ name: 'twice', policy: compilePolicy(text, 'identity') }] };
  expect(evaluate(request, set).allowed).toBe(false);
  expect(evaluate({ ...request, resource: 'arn:aws:s3:::public/1' }, set).allowed).toBe(true);
});
