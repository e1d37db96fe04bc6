import { expect, it } from 'vitest';
import { CLUSTER, chapter } from './chapter.ts';
import { runCliPod, SET_UP_AGENT, TRUST_OF_POD_IDENTITY } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-configure-pods.html';
const before = `${SET_UP_AGENT}${TRUST_OF_POD_IDENTITY}
aws iam create-role --role-name my-role --assume-role-policy-document file://trust-relationship.json
cat >my-policy.json <<EOF
{
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-pod-secrets-bucket/*" }
    ]
}
EOF
aws iam put-role-policy --role-name my-role --policy-name my-policy --policy-document file://my-policy.json
kubectl create serviceaccount my-service-account
aws eks create-pod-identity-association --cluster-name ${CLUSTER} --namespace default \\
  --service-account my-service-account --role-arn arn:aws:iam::111122223333:role/my-role
`;

chapter('configure pods with Pod Identity', { url, before, tools: ['jq'] }, ({ types, reads, sh }) => {
  it('deploys an app that uses the service account', async () => {
    expect(
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
kubectl apply -f my-deployment.yaml`),
    ).toBe('deployment.apps/my-app created');
    await types('kubectl rollout status deployment/my-app --timeout=120s');
    expect(await types('kubectl get pods | grep my-app')).toMatch(/^my-app-\w+-\w{5} +1\/1 +Running +0 +\d+s$/);
  });

  it('finds the token’s file in its environment, and the service account in the deployment', async () => {
    const describePod = 'kubectl describe pod $(kubectl get pods -l app=my-app -o name | cut -d / -f 2)';
    expect(await types(`${describePod} | grep AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:`)).toMatch(
      /^AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: {2}\/var\/run\/secrets\/pods.eks.amazonaws.com\/serviceaccount\/eks-pod-identity-token$/,
    );
    expect(await types('kubectl describe deployment my-app | grep "Service Account"')).toBe(
      'Service Account:  my-service-account',
    );
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
  it('shows what the cluster added to the pod', async () => {
    const spec = await reads("kubectl get pods -l app=my-app -o json | jq '.items[0].spec'");
    expect(spec.containers[0].env).toEqual(
      expect.arrayContaining([
        {
          name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
          value: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
        },
        { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://169.254.170.23/v1/credentials' },
      ]),
    );
    const volume = spec.volumes.find(({ name }: { name: string }) => name === 'eks-pod-identity-token');
    expect(volume.projected).toMatchObject({
      defaultMode: 420,
      sources: [{ serviceAccountToken: { audience: 'pods.eks.amazonaws.com', path: 'eks-pod-identity-token' } }],
    });
  });

  it('gives the pod what the role’s policy allows, and no more', async () => {
    await types(`
aws s3api create-bucket --bucket my-pod-secrets-bucket --create-bucket-configuration LocationConstraint=us-west-2
echo secret | aws s3 cp - s3://my-pod-secrets-bucket/settings
${runCliPod('my-cli', 'my-service-account')}`);
    const arn = 'kubectl exec my-cli -- aws sts get-caller-identity --query Arn --output text';
    expect(await types(arn)).toMatch(
      /^arn:aws:sts::111122223333:assumed-role\/my-role\/eks-workshop-a-my-cli-[0-9a-f-]{36}$/,
    );
    expect(await types('kubectl exec my-cli -- aws s3 cp s3://my-pod-secrets-bucket/settings -')).toBe('secret');
    expect(
      (await sh('kubectl exec my-cli -- aws s3api list-objects-v2 --bucket my-pod-secrets-bucket')).stderr,
    ).toMatch(
      /An error occurred \(AccessDenied\) when calling the ListObjectsV2 operation: User: arn:aws:sts::111122223333:assumed-role\/my-role\/eks-workshop-a-my-cli-[0-9a-f-]+ is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::my-pod-secrets-bucket" because no identity-based policy allows the s3:ListBucket action/,
    );
  });

  it('leaves pods of other service accounts without a role', async () => {
    await types(runCliPod('other-cli', 'default'));
    expect(await types('kubectl exec other-cli -- env')).not.toContain('AWS_CONTAINER');
    expect((await sh('kubectl exec other-cli -- aws sts get-caller-identity --region us-west-2')).stderr).toContain(
      'Unable to locate credentials',
    );
  });
});
