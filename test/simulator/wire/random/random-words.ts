import { LEARNER_ACCOUNT, PARTNER_ACCOUNT, REGION } from '../../../../simulator/place.ts';

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const trust = { Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' };
const policy = (body: object) => JSON.stringify({ Version: '2012-10-17', Statement: [body] });

/** Texts that break what was not written with care. */
export const HOSTILE_TEXTS = [
  ...['', ' ', '.', '..', '/', '//', '*', '?', '%', '%zz', '%00', '-1', 'NaN', 'null', 'undefined', '[object Object]'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'],
  ...['../../etc/passwd', '..%2f..%2fetc', '..\\..\\', '/__proto__/', 'a/../b', './a', 'C:\\x'],
  ...['\u0000', '\ud800', '\udfff', '\u202e', '\ufeff', '💥', 'é', 'e\u0301', '\r\nx-injected: 1', '\t'],
  ...['<a>', '&amp;', '&xxe;', ']]>', '<!ENTITY x "y">', '"', "'", '`', '${aws:username}', '$(id)', '#{x}', '{{x}}'],
  ...['a'.repeat(129), 'a'.repeat(2049), 'a'.repeat(20_000), '(a+)+$', '('.repeat(500), '['.repeat(3000)],
  ...['{}', '[]', '{"Version":"2012-10-17"}', '{"Statement":[[]]}', '{"a":'.repeat(400), '1e999', '9'.repeat(400)],
  ...['arn:aws', 'arn:aws:iam::::', 'arn:aws:iam::aws:policy/../x', `arn:aws:iam::${PARTNER_ACCOUNT}:role/constructor`],
];

/** Values of another type than any schema asks for. */
export const WRONG_VALUES: readonly unknown[] = [
  ...[null, 0, -1, 1e308, true, '', 'text', [], {}, [[]], [null], [[[[]]]], { a: 1 }, { '': {} }],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{}}}', '{"toString":null}'].map((json) =>
    JSON.parse(json),
  ),
];

/** By the member's name: what exists, or is at least well formed, so that requests get past the first check. */
const WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(AssumeRolePolicyDocument)$/, [policy(trust)]],
  [/(PolicyDocument|^Policy|^policy|PolicyInputList)$/, [policy(statement), policy({ ...statement, Condition: {} })]],
  [/^RoleName$/, ['app', 'workshop-node', 'new-role']],
  [/^(RoleArn|roleArn|targetRoleArn|PolicySourceArn)$/, [`arn:aws:iam::${LEARNER_ACCOUNT}:role/app`]],
  [/^(PolicyArn|arn|PermissionsBoundary)$/, ['arn:aws:iam::aws:policy/AdministratorAccess']],
  [/^(resourceArn|principalArn)$/, [`arn:aws:eks:${REGION}:${LEARNER_ACCOUNT}:cluster/workshop-a`]],
  [/^ResourceArn$/, [`arn:aws:dynamodb:${REGION}:${LEARNER_ACCOUNT}:table/orders`]],
  [/^UserName$/, ['workshop', 'new-user']],
  [/^OpenIDConnectProviderArn$/, [`arn:aws:iam::${LEARNER_ACCOUNT}:oidc-provider/example.com`]],
  [/^Url$/, ['https://example.com', 'https://127.0.0.1/x']],
  [/^(Bucket|bucket)$/, ['random-bucket', 'random-bucket', 'new-bucket']],
  [/^(Key|Prefix|StartAfter|Marker)$/, ['a/b.txt', 'a', 'team']],
  [/^CopySource$/, ['random-bucket/a/b.txt', '/random-bucket/a%2Fb.txt']],
  [/^(Range|CopySourceRange)$/, ['bytes=0-1', 'bytes=5-', 'bytes=-2', 'bytes=9-1']],
  [/^(TableName|mapTable)$/, ['orders', 'new-table']],
  [/^mapKey$/, ['orders', 'pk', 'team', ':v', '#n', 'a']],
  [/(ConditionExpression|FilterExpression)$/, ['pk = :v', 'attribute_exists(pk) AND size(a) > :v', '#n IN (:v, :v)']],
  [/^UpdateExpression$/, ['SET a = :v', 'SET #n = list_append(a, :v) REMOVE b', 'ADD n :v', 'DELETE s :v']],
  [/^ProjectionExpression$/, ['pk, a.b[0]', '#n']],
  [/^(N|mapValue)$/, ['1', '-2.5', '1e3', 'pk', 'text']],
  [/^(name|clusterName|cluster)$/, ['workshop-a', 'workshop-b', 'new-cluster']],
  [/^addonName$/, ['eks-pod-identity-agent', 'vpc-cni']],
  [/^(namespace|serviceAccount)$/, ['default', 'shop', 'cart']],
  [/^(RoleSessionName|PolicyName|nodegroupName|clientRequestToken)$/, ['one', 'two']],
  [/^(WebIdentityToken|token)$/, ['e30.e30.e30', 'eyJhbGciOiJSUzI1NiJ9.e30.AA']],
];

export function wellKnown(name: string): readonly string[] {
  return WORDS.find(([pattern]) => pattern.test(name))?.[1] ?? ['a', 'team', 'blue', 'ALL', 'Enabled', '5'];
}
