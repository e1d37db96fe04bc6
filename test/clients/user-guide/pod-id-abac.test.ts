import { expect, it } from 'vitest';
import { CLUSTER, chapter } from './chapter.ts';
import { runCliPod, SET_UP_AGENT } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html';
const before = `${SET_UP_AGENT}
kubectl create serviceaccount my-service-account
aws s3api create-bucket --bucket my-tagged-bucket --create-bucket-configuration LocationConstraint=us-west-2
echo settings >settings
for cluster in workshop-a workshop-b; do
  aws s3api put-object --bucket my-tagged-bucket --key $cluster --body settings --tagging eks-cluster-name=$cluster
done
`;

const associate = `aws eks create-pod-identity-association --cluster-name ${CLUSTER} --namespace default \\
  --role-arn arn:aws:iam::111122223333:role/my-role --service-account`;

chapter('access by tags', { url, before, tools: ['jq'] }, ({ types, reads, sh }) => {
  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
  it('creates a role for one namespace and service account', async () => {
    await types(`
cat >trust-relationship.json <<EOF
{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "AllowEksAuthToAssumeRoleForPodIdentity",
            "Effect": "Allow",
            "Principal": { "Service": "pods.eks.amazonaws.com" },
            "Action": ["sts:AssumeRole", "sts:TagSession"],
            "Condition": {
                "StringEquals": {
                    "aws:RequestTag/kubernetes-namespace": ["default"],
                    "aws:RequestTag/kubernetes-service-account": ["my-service-account"]
                }
            }
        }
    ]
}
EOF
aws iam create-role --role-name my-role --assume-role-policy-document file://trust-relationship.json \\
  --tags Key=eks-cluster-name,Value=my-own-cluster Key=MyCustomTag,Value=custom
cat >by-tag.json <<'EOF'
{
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "*" },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:GetObjectTagging"],
            "Resource": "*",
            "Condition": {
                "StringEquals": { "s3:ExistingObjectTag/eks-cluster-name": "\${aws:PrincipalTag/eks-cluster-name}" }
            }
        }
    ]
}
EOF
aws iam put-role-policy --role-name my-role --policy-name by-tag --policy-document file://by-tag.json`);
    expect((await reads(`${associate} my-service-account`)).association.disableSessionTags).toBe(false);
  });

  it('reads what has the tag of its cluster, over a tag of the role with the same key', async () => {
    await types(runCliPod('my-app', 'my-service-account'));
    expect(await types('kubectl exec my-app -- aws s3 ls s3://my-tagged-bucket | wc -l')).toBe('2');
    expect(await types('kubectl exec my-app -- aws s3 cp s3://my-tagged-bucket/workshop-a -')).toBe('settings');
    expect(
      (await sh('kubectl exec my-app -- aws s3api get-object --bucket my-tagged-bucket --key workshop-b /tmp/b'))
        .stderr,
    ).toMatch(
      /\(AccessDenied\) when calling the GetObject operation: User: \S+ is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::my-tagged-bucket\/workshop-b" because no identity-based policy allows the s3:GetObject action/,
    );
  });

  it('sends the six tags, all of them transitive', async () => {
    const event = await reads(`
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRole \\
  --query 'Events[0].CloudTrailEvent' --output text | jq '{userIdentity, tags: .requestParameters}'`);
    expect(event.userIdentity).toMatchObject({ type: 'AWSService', invokedBy: 'pods.eks.amazonaws.com' });
    const keys = [
      'eks-cluster-arn',
      'eks-cluster-name',
      'kubernetes-namespace',
      'kubernetes-service-account',
      'kubernetes-pod-name',
      'kubernetes-pod-uid',
    ];
    expect(event.tags.tags.map(({ key }: { key: string }) => key)).toEqual(keys);
    expect(event.tags.transitiveTagKeys).toEqual(keys);
  });

  it('without session tags, has those of the role only', async () => {
    await types(`
jq 'del(.Statement[0].Condition)' trust-relationship.json >any-account.json
aws iam update-assume-role-policy --role-name my-role --policy-document file://any-account.json
kubectl create serviceaccount untagged
${associate} untagged --disable-session-tags
${runCliPod('untagged', 'untagged')}`);
    const copy = 'kubectl exec untagged -- aws s3 cp s3://my-tagged-bucket';
    expect((await sh(`${copy}/workshop-a -`)).exitCode).toBe(1);
    await types(
      'aws s3api put-object --bucket my-tagged-bucket --key own --body settings --tagging eks-cluster-name=my-own-cluster',
    );
    expect(await types(`${copy}/own -`)).toBe('settings');
  });

  it('refuses the role to other service accounts', async () => {
    await types(`
aws iam update-assume-role-policy --role-name my-role --policy-document file://trust-relationship.json
kubectl create serviceaccount another
${associate} another
${runCliPod('another', 'another')}`);
    expect((await sh('kubectl exec another -- aws sts get-caller-identity')).stderr).toContain(
      'Unauthorized Exception! EKS does not have permissions to assume the associated role.',
    );
  });
});
