import { expect, it } from 'vitest';
import { CLUSTER, chapter } from './chapter.ts';
import { CREATE_OIDC_PROVIDER, runCliPod, trustOfServiceAccount } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/cross-account-access.html';
const ISSUER = `
issuer=$(aws eks describe-cluster --name ${CLUSTER} --query cluster.identity.oidc.issuer --output text)
oidc_provider=$(echo $issuer | sed -e "s/^https:\\/\\///")
`;
const IDENTITY = 'aws sts get-caller-identity --query Arn --output text';

chapter('cross-account access with IRSA', { url }, (reader) => {
  const { types, sh } = reader;

  it('trusts the cluster’s issuer in the other account', async () => {
    await types(`${ISSUER}
kubectl create serviceaccount direct
kubectl annotate serviceaccount direct eks.amazonaws.com/role-arn=arn:aws:iam::444455556666:role/account-b-direct
${runCliPod('too-early', 'direct')}`);
    expect((await sh(`kubectl exec too-early -- ${IDENTITY}`)).stderr).toMatch(
      /\(InvalidIdentityToken\) when calling the AssumeRoleWithWebIdentity operation: No OpenIDConnect provider found in your account for https:\/\/oidc\.eks\.us-west-2\.amazonaws\.com\/id\/[0-9A-F]{32}/,
    );
    await types(`${ISSUER}
export AWS_PROFILE=partner
aws iam create-open-id-connect-provider --url $issuer --client-id-list sts.amazonaws.com
account_id=$(aws sts get-caller-identity --query Account --output text)
${trustOfServiceAccount('trust-b.json', 'system:serviceaccount:default:direct')}
aws iam create-role --role-name account-b-direct --assume-role-policy-document file://trust-b.json`);
    expect(await types(`kubectl exec too-early -- ${IDENTITY}`)).toMatch(
      /^arn:aws:sts::444455556666:assumed-role\/account-b-direct\/botocore-session-\d+$/,
    );
  });

  it('goes from the role of one account to that of the other', async () => {
    await types(`${CREATE_OIDC_PROVIDER}
account_id=111122223333
${trustOfServiceAccount('trust-a.json', 'system:serviceaccount:default:chained')}
aws iam create-role --role-name account-a-role --assume-role-policy-document file://trust-a.json
cat >trust-account-a.json <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "sts:AssumeRole",
      "Condition": {}
    }
  ]
}
EOF
aws iam create-role --profile partner --role-name account-b-role --assume-role-policy-document file://trust-account-a.json
kubectl create serviceaccount chained
kubectl annotate serviceaccount chained eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/account-a-role
${runCliPod('chained', 'chained')}
kubectl exec chained -- cat /var/run/secrets/eks.amazonaws.com/serviceaccount/token >token
cat >profiles <<EOF
[profile account_b_role]
source_profile = account_a_role
role_arn=arn:aws:iam::444455556666:role/account-b-role

[profile account_a_role]
web_identity_token_file = $PWD/token
role_arn=arn:aws:iam::111122223333:role/account-a-role
EOF`);
    // The pod's own shell knows no profiles of this kind: the real CLI takes its place, with the pod's token.
    const identity = `export AWS_DEFAULT_REGION=us-west-2 AWS_ENDPOINT_URL=${reader.url}
export AWS_CONFIG_FILE=profiles AWS_SHARED_CREDENTIALS_FILE=/dev/null
${IDENTITY} --profile account_b_role`;
    expect((await sh(identity)).stderr).toMatch(
      /\(AccessDenied\) when calling the AssumeRole operation: User: arn:aws:sts::111122223333:assumed-role\/account-a-role\/botocore-session-\d+ is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role\/account-b-role/,
    );
    await types(`
cat >assume-b.json <<EOF
{
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::444455556666:role/account-b-role" }
    ]
}
EOF
aws iam put-role-policy --role-name account-a-role --policy-name assume-b --policy-document file://assume-b.json`);
    expect(await types(identity)).toMatch(
      /^arn:aws:sts::444455556666:assumed-role\/account-b-role\/botocore-session-\d+$/,
    );
  });
});
