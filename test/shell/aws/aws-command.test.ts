import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../shell/transport.ts';
import { services } from '../../../simulator/services.ts';
import { testEndpoint } from '../../simulator/wire/test-endpoint.ts';
import { fakeTransport, testShell } from '../fake-transport.ts';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
  ],
});

/** The local cloud's own endpoint, at the real time, as the SDK signs with the machine's clock. */
function cloudShell() {
  const clock = { now: () => Date.now(), after: () => () => {}, advance: () => {} };
  const endpoint = testEndpoint({ services, clock });
  const transport: Transport = async ({ method, url, headers, body = new Uint8Array() }) => {
    const { pathname, search, host } = new URL(url);
    const request = { method, path: pathname, query: search.slice(1), headers: { host, ...headers }, body };
    const response = await endpoint.send(request);
    return { ...response, body: new TextEncoder().encode(String(response.body)) };
  };
  return testShell(transport, { files: { '/work/trust.json': POLICY } });
}

describe('aws on the local cloud', () => {
  it('lets S3 name the type of bytes, and guesses that of a file as the CLI does', async () => {
    const { run } = cloudShell();
    const { stderr } = await run(
      'aws s3 mb s3://types && aws s3api put-object --bucket types --key a.json --body trust.json && aws s3 cp trust.json s3://types/b.json && aws s3 cp - s3://types/c.json < trust.json',
    );
    expect(stderr).toBe('');
    const typeOf = async (key: string) =>
      (await run(`aws s3api head-object --bucket types --key ${key} --query ContentType --output text`)).stdout;
    expect(await typeOf('a.json')).toBe('binary/octet-stream\n');
    expect(await typeOf('b.json')).toBe('application/json\n');
    expect(await typeOf('c.json')).toBe('binary/octet-stream\n');
  });

  it('creates a role from a file and reads it back', async () => {
    const { run } = cloudShell();
    const made = await run(
      'aws iam create-role --role-name app --assume-role-policy-document file://trust.json --tags Key=team,Value=a Key=x,Value=y --query Role.Arn --output text',
    );
    expect(made).toEqual({ stdout: 'arn:aws:iam::111122223333:role/app\n', stderr: '', exitCode: 0 });
    const { stdout } = await run('aws iam get-role --role-name app');
    expect(JSON.parse(stdout).Role).toMatchObject({
      AssumeRolePolicyDocument: JSON.parse(POLICY),
      CreateDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/),
      Tags: [
        { Key: 'team', Value: 'a' },
        { Key: 'x', Value: 'y' },
      ],
    });
    expect((await run("aws iam list-roles --query 'Roles[].[RoleName,Path]' --output text")).stdout).toBe('app\t/\n');
    expect(await run('aws iam tag-role --role-name app --tags Key=k,Value=v')).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
    expect((await run('aws iam wait role-exists --role-name app')).exitCode).toBe(0);
  });

  it('raises a quota', async () => {
    const { run } = cloudShell();
    const quota = '--service-code iam --quota-code L-C07B4B0D --region us-east-1 --output text';
    const asked = await run(
      `aws service-quotas request-service-quota-increase ${quota} --desired-value 4096 --query RequestedQuota.Status`,
    );
    expect(asked).toEqual({ stdout: 'APPROVED\n', stderr: '', exitCode: 0 });
    const applied = await run(`aws service-quotas get-service-quota ${quota} --query Quota.Value`);
    expect(applied.stdout).toBe('4096\n');
  });

  it('proposes a stack, and waits for it', async () => {
    const { run } = cloudShell();
    const template = `'{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}}'`;
    const change = '--stack-name net --change-set-name first';
    await run(`aws cloudformation create-change-set ${change} --change-set-type CREATE --template-body ${template}`);
    const wait = `aws cloudformation wait change-set-create-complete ${change}`;
    expect(await run(`${wait} && aws cloudformation wait stack-exists --stack-name net`)).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
    const status = "aws cloudformation describe-stacks --query 'Stacks[].StackStatus' --output text";
    expect((await run(status)).stdout).toBe('REVIEW_IN_PROGRESS\n');
    expect(await run('aws cloudformation wait stack-delete-complete --stack-name other')).toMatchObject({
      exitCode: 0,
    });
  });

  it('asks CloudTrail, and passes its refusal on', async () => {
    const backwards = '--start-time 2026-01-02T00:00:00Z --end-time 2026-01-01T00:00:00Z';
    expect(await cloudShell().run(`aws cloudtrail lookup-events ${backwards}`)).toEqual({
      stdout: '',
      stderr:
        '\nAn error occurred (InvalidTimeRangeException) when calling the LookupEvents operation: The start time must not be after the end time.\n',
      exitCode: 254,
    });
  });

  it('prints a service error in the words of the AWS CLI, with exit code 254', async () => {
    expect(await cloudShell().run('aws iam get-role --role-name nope')).toEqual({
      stdout: '',
      stderr:
        '\nAn error occurred (NoSuchEntity) when calling the GetRole operation: The role with name nope cannot be found.\n',
      exitCode: 254,
    });
  });

  it('prints tables', async () => {
    const { stdout } = await cloudShell().run('aws sts get-caller-identity --output table');
    expect(stdout.split('\n')[1]).toBe('|                         GetCallerIdentity                        |');
    expect(stdout.split('\n')[3]).toBe('|    Account   |               Arn                |    UserId      |');
  });

  it('waits with the injected sleep and gives up as the CLI does', async () => {
    const shell = cloudShell();
    const result = await shell.run('aws iam wait role-exists --role-name nope');
    expect(result).toMatchObject({ stderr: '\nWaiter RoleExists failed: Max attempts exceeded\n', exitCode: 255 });
    expect(shell.slept.every((ms) => ms === 1000)).toBe(true);
  }, 20_000);
});

describe('what aws refuses before it sends anything', () => {
  const { transport, requests } = fakeTransport(() => undefined);
  const { run } = testShell(transport);
  it.each([
    [
      'aws iam create-role --role-name x',
      252,
      'aws: error: the following arguments are required: --assume-role-policy-document\n',
    ],
    ['aws iam create-role --role-name', 252, 'aws: error: argument --role-name: expected one argument\n'],
    ['aws iam get-role --role-name x --foo 1', 252, 'Unknown options: --foo, 1\n'],
    [
      'aws iam create-role --role-name x --assume-role-policy-document file://nope',
      252,
      "\nError parsing parameter '--assume-role-policy-document': Unable to load paramfile file://nope: [Errno 2] No such file or directory: 'nope'\n",
    ],
    [
      'aws iam tag-role --role-name x --tags Key=a,Valu=b',
      252,
      '\nParameter validation failed:\nUnknown parameter in Tags[0]: "Valu", must be one of: Key, Value\nMissing required parameter in Tags[0]: "Value"\n',
    ],
    ['aws iam get-role --role-name x --profile nosuch', 255, '\nThe config profile (nosuch) could not be found\n'],
    [
      'AWS_REGION= aws eks list-clusters',
      253,
      '\nYou must specify a region. You can also configure your region by running "aws configure".\n',
    ],
    [
      'AWS_ACCESS_KEY_ID= aws eks list-clusters',
      253,
      '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n',
    ],
  ])('%s', async (command, exitCode, ending) => {
    const result = await run(command);
    expect(result.stderr.slice(-ending.length)).toBe(ending);
    expect(result).toMatchObject({ stdout: '', exitCode });
    expect(requests).toEqual([]);
  });
});

describe('credentials', () => {
  it('come from the agent, whose refusal is shown word for word', async () => {
    const { transport, requests } = fakeTransport(() => ({ status: 404, body: 'no association' }));
    const env = {
      AWS_REGION: 'us-west-2',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/token',
    };
    const shell = testShell(transport, { env, files: { '/token': 'jwt' } });
    expect(await shell.run('aws sts get-caller-identity')).toEqual({
      stdout: '',
      stderr:
        '\nError when retrieving credentials from container-role: Error retrieving metadata: Received non 200 response 404 from container metadata: no association\n',
      exitCode: 255,
    });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['jwt', 'jwt', 'jwt']);
    expect(shell.slept).toEqual([1000, 1000]);
  });

  it('come from STS for a web identity, before the agent', async () => {
    const denied =
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error><RequestId>r</RequestId></ErrorResponse>';
    const { transport, requests } = fakeTransport(() => ({
      status: 403,
      headers: { 'content-type': 'text/xml' },
      body: denied,
    }));
    const env = {
      AWS_REGION: 'us-west-2',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/app',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
    };
    const result = await testShell(transport, { env, files: { '/token': 'jwt' } }).run('aws sts get-caller-identity');
    expect(result).toEqual({
      stdout: '',
      stderr:
        '\nAn error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity\n',
      exitCode: 254,
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.authorization).toBeUndefined();
    expect(requests[0]?.text).toContain('WebIdentityToken=jwt');
  });
});

describe('aws eks', () => {
  it('signs a token that names the cluster', async () => {
    const { stdout } = await testShell(fakeTransport(() => undefined).transport).run(
      'aws eks get-token --cluster-name workshop-a',
    );
    const { status, apiVersion } = JSON.parse(stdout);
    const url = new URL(atob(status.token.slice('k8s-aws-v1.'.length).replaceAll('-', '+').replaceAll('_', '/')));
    expect(apiVersion).toBe('client.authentication.k8s.io/v1beta1');
    expect(status.expirationTimestamp).toBe('2026-11-24T09:14:00Z');
    expect(url.origin).toBe('https://sts.us-west-2.amazonaws.com');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      Action: 'GetCallerIdentity',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
    });
  });

  it('lists all pages as one', async () => {
    const pages: Record<string, object> = { '': { clusters: ['a'], nextToken: 't' }, t: { clusters: ['b'] } };
    const { transport } = fakeTransport(({ url }) => ({
      body: pages[new URL(url).searchParams.get('nextToken') ?? ''],
    }));
    const { stdout } = await testShell(transport).run('aws eks list-clusters');
    expect(JSON.parse(stdout)).toEqual({ clusters: ['a', 'b'] });
  });
});
