import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR } from './exit-codes.ts';

describeWith(['bash', 'aws'], 'aws CLI: sessions of roles', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
    cloud.write('trust.json', TRUST);
    cloud.write('own-prefix.json', allow('s3:GetObject', 'arn:aws:s3:::reports/${aws:PrincipalTag/team}/*'));
    cloud.write('one-report.json', allow('s3:GetObject', 'arn:aws:s3:::reports/shop/1.txt'));
    await cloud.succeeds(
      [
        'aws iam create-role --role-name reader --assume-role-policy-document file://trust.json',
        'aws iam put-role-policy --role-name reader --policy-name own --policy-document file://own-prefix.json',
        'aws s3 mb s3://reports',
        'echo one > 1.txt && aws s3 cp 1.txt s3://reports/shop/1.txt',
        'echo two | aws s3 cp - s3://reports/shop/2.txt',
        'echo other | aws s3 cp - s3://reports/bank/1.txt',
      ].join(' && '),
    );
  });
  afterAll(() => cloud.stop());

  const ROLE = 'arn:aws:iam::111122223333:role/reader';
  const assume = `aws sts assume-role --role-arn ${ROLE} --role-session-name ana`;
  /** Writes the session's keys as settings of a shell. */
  const keep = (options: string) =>
    `${assume} ${options} --output text --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' | ` +
    `(read id key token; echo "export AWS_ACCESS_KEY_ID=$id AWS_SECRET_ACCESS_KEY=$key AWS_SESSION_TOKEN=$token") > session`;
  const read = (key: string) => `. ./session; aws s3api get-object --bucket reports --key ${key} out.txt`;

  const refused = (operation: string, reason: string) => ({
    exitCode: SERVICE_ERROR,
    stderr: expect.stringContaining(
      `An error occurred (AccessDenied) when calling the ${operation} operation: ${reason}`,
    ),
  });

  it('says who has assumed the role', async () => {
    expect(JSON.parse(await cloud.succeeds(assume))).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA[A-Z0-9]{16}$/) },
      AssumedRoleUser: {
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}:ana$/),
        Arn: 'arn:aws:sts::111122223333:assumed-role/reader/ana',
      },
    });
  });

  it('limits a session by its tags', async () => {
    await cloud.succeeds(keep('--tags Key=team,Value=shop'));
    await cloud.succeeds(`${read('shop/1.txt')} && cmp 1.txt out.txt`);
    expect(await cloud.sh(read('bank/1.txt'))).toMatchObject(
      refused(
        'GetObject',
        'User: arn:aws:sts::111122223333:assumed-role/reader/ana is not authorized to perform: s3:GetObject on resource: ' +
          '"arn:aws:s3:::reports/bank/1.txt" because no identity-based policy allows the s3:GetObject action',
      ),
    );
  });

  it('limits it further by a session policy', async () => {
    await cloud.succeeds(keep('--tags Key=team,Value=shop --policy file://one-report.json'));
    await cloud.succeeds(read('shop/1.txt'));
    expect(await cloud.sh(read('shop/2.txt'))).toMatchObject(
      refused(
        'GetObject',
        'User: arn:aws:sts::111122223333:assumed-role/reader/ana is not authorized to perform: s3:GetObject on resource: ' +
          '"arn:aws:s3:::reports/shop/2.txt" because no session policy allows the s3:GetObject action',
      ),
    );
  });

  it('assumes a role of a profile by itself', async () => {
    const profile = `[profile reader]
role_arn = ${ROLE}
role_session_name = by-profile
source_profile = workshop
region = us-west-2
endpoint_url = ${cloud.url}
`;
    await cloud.succeeds(`cat >> $AWS_CONFIG_FILE <<'EOF'\n${profile}EOF`);
    expect(await cloud.succeeds('aws sts get-caller-identity --profile reader --query Arn --output text')).toBe(
      'arn:aws:sts::111122223333:assumed-role/reader/by-profile',
    );
  });

  it('crosses accounts where both sides allow it', async () => {
    const { succeeds, sh } = cloud;
    const partner = '--profile partner';
    expect(await sh(`${assume} ${partner}`)).toMatchObject(
      refused(
        'AssumeRole',
        `User: arn:aws:iam::444455556666:user/partner is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
      ),
    );
    cloud.write('trust.json', {
      ...TRUST,
      Statement: [
        ...TRUST.Statement,
        statementFor('444455556666', { StringEquals: { 'sts:ExternalId': 'contract-7' } }),
      ],
    });
    await succeeds('aws iam update-assume-role-policy --role-name reader --policy-document file://trust.json');
    expect((await sh(`${assume} ${partner}`)).exitCode).toBe(SERVICE_ERROR);
    const byContract = `${assume} ${partner} --external-id contract-7 --query AssumedRoleUser.Arn`;
    expect(await succeeds(byContract)).toBe('"arn:aws:sts::111122223333:assumed-role/reader/ana"');
  });

  it('shows what is wrong with a request', async () => {
    const failures = [
      [`${assume} --duration-seconds 7200`, 'ValidationError', 'exceeds the MaxSessionDuration set for this role.'],
      [`${assume} --policy '{'`, 'MalformedPolicyDocument', ''],
    ];
    for (const [command = '', code, message] of failures) {
      const { exitCode, stderr } = await cloud.sh(command);
      expect(exitCode).toBe(SERVICE_ERROR);
      expect(stderr).toContain(`An error occurred (${code}) when calling the AssumeRole operation: `);
      expect(stderr).toContain(message);
    }
  });
});

const allow = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

const statementFor = (account: string, Condition?: object) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  ...(Condition && { Condition }),
});

const TRUST = { Version: '2012-10-17', Statement: [statementFor('111122223333')] };
