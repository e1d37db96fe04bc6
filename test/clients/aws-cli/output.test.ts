import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR, USAGE_ERROR } from './exit-codes.ts';

describeWith(['bash', 'aws'], 'aws CLI: pages, output formats and exit codes', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    cloud.write('policy.json', policy);
    const create = 'aws iam create-policy --policy-document file://policy.json --path /paging/ --policy-name';
    await cloud.succeeds(`for name in one two three; do ${create} $name || exit 1; done`);
  });
  afterAll(() => cloud.stop());

  const list = 'aws iam list-policies --path-prefix /paging/';
  const names = "--query 'Policies[].PolicyName'";

  it('reads pages of any size to the end', async () => {
    const { succeeds } = cloud;
    const small = JSON.parse(await succeeds(`${list} --page-size 1 ${names}`));
    expect(small).toHaveLength(3);
    expect(JSON.parse(await succeeds(`${list} ${names}`))).toEqual(small);
    expect(JSON.parse(await succeeds('aws eks list-clusters --page-size 1'))).toEqual({
      clusters: ['workshop-a', 'workshop-b'],
    });
  });

  it('stops at --max-items and goes on at --starting-token', async () => {
    const { succeeds } = cloud;
    const first = JSON.parse(await succeeds(`${list} --max-items 2`));
    expect(first.Policies).toHaveLength(2);
    const rest = JSON.parse(await succeeds(`${list} --starting-token ${first.NextToken}`));
    expect(rest.Policies).toHaveLength(1);
    expect(rest.NextToken).toBeUndefined();
  });

  it('prints json, text, tables and parts of an answer', async () => {
    const { succeeds } = cloud;
    const arn = 'arn:aws:iam::111122223333:user/workshop';
    expect(await succeeds('aws sts get-caller-identity --output text')).toMatch(
      new RegExp(`^111122223333\\t${arn}\\tAIDA[A-Z0-9]{17}$`),
    );
    expect(await succeeds('aws sts get-caller-identity --output table')).toContain(`|  Arn    |  ${arn}`);
    expect(await succeeds('aws sts get-caller-identity --query "[Account, Nothing]" --output json')).toBe(
      '[\n    "111122223333",\n    null\n]',
    );
  });

  it('tells errors of the service from mistakes in the command', async () => {
    const { sh } = cloud;
    expect(await sh('aws iam get-role --role-name nope')).toMatchObject({
      exitCode: SERVICE_ERROR,
      stdout: '',
      stderr: expect.stringContaining(
        'An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name nope cannot be found.',
      ),
    });
    expect((await sh('aws iam get-role')).exitCode).toBe(USAGE_ERROR);
    expect(
      await sh('aws eks wait addon-active --cluster-name workshop-b --addon-name eks-pod-identity-agent'),
    ).toMatchObject({
      exitCode: 255,
      stderr: expect.stringMatching(
        /Waiter AddonActive failed: .*No addon: eks-pod-identity-agent found in cluster: workshop-b/,
      ),
    });
  });

  it('is told why credentials are no good', async () => {
    const { sh } = cloud;
    const identity = 'aws sts get-caller-identity';
    expect(
      (await sh(`AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=nope ${identity}`)).stderr,
    ).toContain(
      'An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: ' +
        'The security token included in the request is invalid.',
    );
    const { learner } = cloud.credentials;
    expect(
      (await sh(`AWS_ACCESS_KEY_ID=${learner.accessKeyId} AWS_SECRET_ACCESS_KEY=nope ${identity}`)).stderr,
    ).toContain(
      'An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: ' +
        'The request signature we calculated does not match the signature you provided.',
    );
  });
});
