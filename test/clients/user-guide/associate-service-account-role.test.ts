import { expect, it } from 'vitest';
import { SERVICE_ERROR } from '../aws-cli/exit-codes.ts';
import { CLUSTER, chapter } from './chapter.ts';
import { CREATE_OIDC_PROVIDER, runCliPod, trustOfServiceAccount } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html';
const VARIABLES = `
account_id=$(aws sts get-caller-identity --query "Account" --output text)
oidc_provider=$(aws eks describe-cluster --name ${CLUSTER} --region $AWS_REGION --query "cluster.identity.oidc.issuer" --output text | sed -e "s/^https:\\/\\///")
export namespace=default
export service_account=my-service-account
`;

chapter('assign IAM roles with IRSA', { url, before: CREATE_OIDC_PROVIDER }, ({ types, reads, sh }) => {
  it('creates policy, service account and role, and annotates the account', async () => {
    const said = await types(`${VARIABLES}
cat >my-policy.json <<EOF
{
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-pod-secrets-bucket" }
    ]
}
EOF
aws iam create-policy --policy-name my-policy --policy-document file://my-policy.json >/dev/null
cat >my-service-account.yaml <<EOF
apiVersion: v1
kind: ServiceAccount
metadata:
  name: my-service-account
  namespace: default
EOF
kubectl apply -f my-service-account.yaml
${trustOfServiceAccount('trust-relationship.json', 'system:serviceaccount:$namespace:$service_account')}
aws iam create-role --role-name my-role --assume-role-policy-document file://trust-relationship.json --description "my-role-description" >/dev/null
aws iam attach-role-policy --role-name my-role --policy-arn=arn:aws:iam::$account_id:policy/my-policy
kubectl annotate serviceaccount -n $namespace $service_account eks.amazonaws.com/role-arn=arn:aws:iam::$account_id:role/my-role`);
    expect(said).toBe('serviceaccount/my-service-account created\nserviceaccount/my-service-account annotated');
  });

  it('confirms trust, policy and annotation', async () => {
    const trust = await reads('aws iam get-role --role-name my-role --query Role.AssumeRolePolicyDocument');
    const provider = await types(`${VARIABLES}echo $oidc_provider`);
    expect(trust.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${provider}:aud`]: 'sts.amazonaws.com',
            [`${provider}:sub`]: 'system:serviceaccount:default:my-service-account',
          },
        },
      },
    ]);
    const attached =
      'aws iam list-attached-role-policies --role-name my-role --query "AttachedPolicies[].PolicyArn" --output text';
    expect(await types(attached)).toBe('arn:aws:iam::111122223333:policy/my-policy');
    expect(await types('kubectl describe serviceaccount my-service-account -n default')).toMatch(
      /^Name: +my-service-account\nNamespace: +default\n(.*\n)*Annotations: +eks.amazonaws.com\/role-arn: arn:aws:iam::111122223333:role\/my-role\n/,
    );
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/pod-configuration.html
  it('deploys an app whose pod has the role and the token', async () => {
    await types(`
cat >my-deployment.yaml <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-app
spec:
  selector:
    matchLabels:
      app: my-app
  template:
    metadata:
      labels:
        app: my-app
    spec:
      serviceAccountName: my-service-account
      containers:
      - name: my-app
        image: public.ecr.aws/nginx/nginx:1.27
EOF
kubectl apply -f my-deployment.yaml
kubectl rollout status deployment/my-app --timeout=120s`);
    const describePod = 'kubectl describe pod $(kubectl get pods | grep my-app | cut -d " " -f 1)';
    expect(await types(`${describePod} | grep AWS_ROLE_ARN:`)).toMatch(
      /^AWS_ROLE_ARN: +arn:aws:iam::111122223333:role\/my-role$/,
    );
    expect(await types(`${describePod} | grep AWS_WEB_IDENTITY_TOKEN_FILE:`)).toMatch(
      /^AWS_WEB_IDENTITY_TOKEN_FILE: +\/var\/run\/secrets\/eks.amazonaws.com\/serviceaccount\/token$/,
    );
    expect(await types('kubectl describe deployment my-app | grep "Service Account"')).toBe(
      'Service Account:  my-service-account',
    );
  });

  it('exchanges a token as the SDKs do, and by hand', async () => {
    await types(runCliPod('my-cli', 'my-service-account'));
    expect(await types('kubectl exec my-cli -- aws sts get-caller-identity --query Arn --output text')).toMatch(
      /^arn:aws:sts::111122223333:assumed-role\/my-role\/botocore-session-\d+$/,
    );
    const by = await reads(`${VARIABLES}
kubectl exec my-cli -- cat /var/run/secrets/eks.amazonaws.com/serviceaccount/token >token
aws sts assume-role-with-web-identity --role-arn arn:aws:iam::$account_id:role/my-role \\
  --role-session-name by-hand --web-identity-token file://token`);
    expect(by).toMatchObject({
      SubjectFromWebIdentityToken: 'system:serviceaccount:default:my-service-account',
      Audience: 'sts.amazonaws.com',
      Provider: expect.stringMatching(/^arn:aws:iam::111122223333:oidc-provider\/oidc\.eks\./),
      AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/my-role/by-hand' },
    });
  });

  it('refuses other service accounts, and tokens for other audiences', async () => {
    const assume = `aws sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/my-role \\
      --role-session-name by-hand --web-identity-token $(kubectl create token`;
    const failed = 'when calling the AssumeRoleWithWebIdentity operation:';
    expect(await sh(`${assume} default --audience sts.amazonaws.com)`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        `(AccessDenied) ${failed} Not authorized to perform sts:AssumeRoleWithWebIdentity`,
      ),
    });
    expect((await sh(`${assume} my-service-account --audience someone.example)`)).stderr).toContain(
      `(InvalidIdentityToken) ${failed} Incorrect token audience`,
    );
    // A cluster whose issuer has no provider yet.
    expect((await sh(`${assume} default --audience sts.amazonaws.com --context workshop-b)`)).stderr).toMatch(
      new RegExp(
        `\\(InvalidIdentityToken\\) ${failed} No OpenIDConnect provider found in your account for https://oidc`,
      ),
    );
  });
});
