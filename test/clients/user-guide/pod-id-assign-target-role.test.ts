import { expect, it } from 'vitest';
import { CLUSTER, chapter, type Reader } from './chapter.ts';
import { runCliPod, SET_UP_AGENT, TRUST_OF_POD_IDENTITY } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html';
const primary = 'arn:aws:iam::111122223333:role/eks-pod-identity-primary-role';
const target = 'arn:aws:iam::444455556666:role/eks-pod-identity-aws-resources';
const before = `${SET_UP_AGENT}${TRUST_OF_POD_IDENTITY}
aws iam create-role --role-name eks-pod-identity-primary-role --assume-role-policy-document file://trust-relationship.json
kubectl create namespace my-app-namespace
kubectl create serviceaccount -n my-app-namespace my-service-account
`;

const trust = (statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((one) => ({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      ...one,
    })),
  });
const fromPrimary = { ArnEquals: { 'aws:PrincipalARN': primary } };
const byTags = (namespace: string) =>
  trust([
    {
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:us-west-2:111122223333:cluster/${CLUSTER}`,
          'aws:RequestTag/kubernetes-namespace': namespace,
          'aws:RequestTag/kubernetes-service-account': 'my-service-account',
        },
        ...fromPrimary,
      },
    },
  ]);
const byExternalId = (externalId: string) =>
  trust([
    { Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': externalId }, ...fromPrimary } },
    { Action: 'sts:TagSession' },
  ]);
const updateTrust = (document: string) =>
  `aws iam update-assume-role-policy --profile partner --role-name eks-pod-identity-aws-resources --policy-document '${document}'`;

/** Pods keep the credentials that they have: each look is a new pod's. */
async function arnIn({ types, sh }: Reader, pod: string) {
  await types(runCliPod(pod, 'my-service-account', 'my-app-namespace'));
  const { stdout, stderr } = await sh(
    `kubectl exec -n my-app-namespace ${pod} -- aws sts get-caller-identity --query Arn --output text`,
  );
  return stdout || stderr;
}

const REFUSED = /Unauthorized Exception! EKS does not have permissions to assume the associated role\./;

chapter('target roles', { url, before }, (reader) => {
  const { types, reads } = reader;

  it('creates the target role in the other account, and lets the first role assume it', async () => {
    const created = await reads(`aws iam create-role --profile partner --role-name eks-pod-identity-aws-resources \\
      --assume-role-policy-document '${byTags('my-app-namespace')}'`);
    expect(created.Role.Arn).toBe(target);
    await types(`
cat >assume-target.json <<EOF
{
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": "${target}" }
    ]
}
EOF
aws iam put-role-policy --role-name eks-pod-identity-primary-role --policy-name assume-target --policy-document file://assume-target.json`);
  });

  it('associates both, and the pod has the target role', async () => {
    const { association } = await reads(`
aws eks create-pod-identity-association --cluster-name ${CLUSTER} --namespace my-app-namespace \\
  --service-account my-service-account --role-arn ${primary} --target-role-arn ${target}`);
    expect(association).toMatchObject({ roleArn: primary, targetRoleArn: target, disableSessionTags: false });
    expect(await arnIn(reader, 'by-tags')).toMatch(
      /^arn:aws:sts::444455556666:assumed-role\/eks-pod-identity-aws-resources\/eks-workshop-a-by-tags-[0-9a-f-]{36}$/,
    );
  });

  it('is refused where the tags are of another namespace', async () => {
    await types(updateTrust(byTags('ExampleNameSpace')));
    expect(await arnIn(reader, 'wrong-tags')).toMatch(REFUSED);
  });

  it('without session tags, is known by the external id', async () => {
    const { association } = await reads(`
id=$(aws eks list-pod-identity-associations --cluster-name ${CLUSTER} --query associations[0].associationId --output text)
aws eks update-pod-identity-association --cluster-name ${CLUSTER} --association-id $id \\
  --target-role-arn ${target} --disable-session-tags`);
    const externalId = `us-west-2/111122223333/${CLUSTER}/my-app-namespace/my-service-account`;
    expect(association).toMatchObject({ disableSessionTags: true, externalId });
    await types(updateTrust(byExternalId(externalId)));
    expect(await arnIn(reader, 'by-id')).toMatch(/^arn:aws:sts::444455556666:assumed-role\//);
    await types(updateTrust(byExternalId(`${externalId}s`)));
    expect(await arnIn(reader, 'wrong-id')).toMatch(REFUSED);
  });

  it('goes back to the first role alone', async () => {
    const { association } = await reads(`
id=$(aws eks list-pod-identity-associations --cluster-name ${CLUSTER} --query associations[0].associationId --output text)
aws eks update-pod-identity-association --cluster-name ${CLUSTER} --association-id $id \\
  --target-role-arn '' --no-disable-session-tags`);
    expect(association.targetRoleArn).toBeUndefined();
    expect(await arnIn(reader, 'first-only')).toMatch(
      /^arn:aws:sts::111122223333:assumed-role\/eks-pod-identity-primary-role\//,
    );
  });
});
