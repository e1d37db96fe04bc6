import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR } from './exit-codes.ts';

// The commands of the EKS user guide's chapter on IAM roles for service accounts; what it does with eksctl, by hand.
// https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
describeWith(['bash', 'aws', 'kubectl'], 'aws CLI: the chapter on IAM roles for service accounts', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
  });
  afterAll(() => cloud.stop());

  // What AWS documents for EKS; IAM does not compare it for issuers of well-known authorities.
  const thumbprint = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';
  const issuer = 'aws eks describe-cluster --name workshop-a --query cluster.identity.oidc.issuer --output text';
  const listProviders =
    "aws iam list-open-id-connect-providers --query 'OpenIDConnectProviderList[].Arn' --output text";
  const identity = 'aws sts get-caller-identity --query Arn --output text';
  // No key of a user may be found before the token.
  const asPod = (role: string) =>
    `AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_WEB_IDENTITY_TOKEN_FILE=token AWS_ROLE_SESSION_NAME=my-app AWS_ROLE_ARN=${role}`;

  const assume =
    'aws sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/my-role ' +
    '--role-session-name by-hand --web-identity-token file://token';

  it('creates an IAM OIDC provider by thumbprint', async () => {
    const { succeeds, sh } = cloud;
    expect(await succeeds(`${issuer} | tee issuer`)).toMatch(
      /^https:\/\/oidc\.eks\.us-west-2\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
    );
    const create =
      'aws iam create-open-id-connect-provider --url $(cat issuer) --client-id-list sts.amazonaws.com ' +
      `--thumbprint-list ${thumbprint} --output text`;
    const arn = await succeeds(`${create} | tee provider`);
    expect(arn).toMatch(
      /^arn:aws:iam::111122223333:oidc-provider\/oidc\.eks\.us-west-2\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
    );
    expect(
      await succeeds(`aws iam list-open-id-connect-providers | grep $(cut -d / -f 5 issuer) | cut -d '"' -f 4`),
    ).toBe(arn);
    expect(await sh(create)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (EntityAlreadyExists) when calling the CreateOpenIDConnectProvider operation: ',
      ),
    });
  });

  it('creates one without a thumbprint, as IAM then finds it', async () => {
    const { succeeds } = cloud;
    await succeeds('aws iam delete-open-id-connect-provider --open-id-connect-provider-arn $(cat provider)');
    expect(await succeeds(listProviders)).toBe('');
    await succeeds('aws iam create-open-id-connect-provider --url $(cat issuer) --client-id-list sts.amazonaws.com');
    const get = 'aws iam get-open-id-connect-provider --open-id-connect-provider-arn $(cat provider)';
    expect(JSON.parse(await succeeds(get))).toMatchObject({
      Url: expect.stringMatching(/^oidc\.eks\.us-west-2\.amazonaws\.com\/id\//),
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [expect.stringMatching(/^[0-9a-f]{40}$/)],
    });
  });

  it('creates a role for one service account, and annotates it', async () => {
    const { succeeds } = cloud;
    const provider = (await succeeds(listProviders)).split(':oidc-provider/')[1] ?? '';
    cloud.write('trust-relationship.json', trust(provider, 'system:serviceaccount:default:my-service-account'));
    cloud.write('trust-of-another.json', trust(provider, 'system:serviceaccount:default:another'));
    await succeeds('kubectl create serviceaccount my-service-account');
    const create = 'aws iam create-role --query Role.Arn --output text';
    const mine = await succeeds(
      `${create} --role-name my-role --assume-role-policy-document file://trust-relationship.json`,
    );
    await succeeds(`${create} --role-name another --assume-role-policy-document file://trust-of-another.json`);
    expect(
      await succeeds(`kubectl annotate serviceaccount my-service-account eks.amazonaws.com/role-arn=${mine}`),
    ).toBe('serviceaccount/my-service-account annotated');
  });

  it('assumes the role with a token of the service account', async () => {
    const { succeeds } = cloud;
    await succeeds('kubectl create token my-service-account --audience sts.amazonaws.com > token');
    expect(await succeeds(`${asPod('arn:aws:iam::111122223333:role/my-role')} ${identity}`)).toBe(
      'arn:aws:sts::111122223333:assumed-role/my-role/my-app',
    );
    expect(JSON.parse(await succeeds(assume))).toMatchObject({
      SubjectFromWebIdentityToken: 'system:serviceaccount:default:my-service-account',
      Audience: 'sts.amazonaws.com',
      Provider: await succeeds('cat provider'),
      AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/my-role/by-hand' },
    });
  });

  it('refuses roles of other service accounts, and tokens for other audiences', async () => {
    const { succeeds, sh } = cloud;
    expect(await sh(`${asPod('arn:aws:iam::111122223333:role/another')} ${identity}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: ' +
          'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      ),
    });
    await succeeds('kubectl create token my-service-account --audience someone.example > token');
    expect(await sh(assume)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringMatching(/\(InvalidIdentityToken\).* Incorrect token audience/),
    });
  });
});

function trust(provider: string, subject: string) {
  const condition = { [`${provider}:aud`]: 'sts.amazonaws.com', [`${provider}:sub`]: subject };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: condition },
      },
    ],
  };
}
