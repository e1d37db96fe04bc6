import { compilePolicy, evaluate } from '../policy/index.ts';

const BATCH = 1000;

/** Ten statements, as a role might have them: the one that allows comes last, and looks at a session tag. */
const TEN_STATEMENTS = {
  Version: '2012-10-17',
  Statement: [
    ...Array.from({ length: 9 }, (_, index) => ({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::other-${index}`, `arn:aws:s3:::other-${index}/*`],
    })),
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::orders/*',
      Condition: { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } },
    },
  ],
};

/** Decisions per second for a role with ten statements, compiled once. */
export function policyEvaluationsPerSecond(durationMs: number): number {
  const identity = [{ name: 'inline:ten', policy: compilePolicy(TEN_STATEMENTS, 'identity') }];
  const account = '111122223333';
  const request = {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::orders/2026/11.csv',
    principal: { type: 'role-session' as const, account, arn: `arn:aws:sts::${account}:assumed-role/app/session` },
    context: { 'aws:PrincipalTag/team': 'blue', 's3:ExistingObjectTag/team': 'blue' },
    resourceAccount: account,
  };
  let count = 0;
  const started = performance.now();
  while (performance.now() - started < durationMs) {
    for (let index = 0; index < BATCH; index += 1) {
      if (!evaluate(request, { identity }).allowed) throw new Error('The request should have been allowed.');
    }
    count += BATCH;
  }
  return (count / (performance.now() - started)) * 1000;
}
