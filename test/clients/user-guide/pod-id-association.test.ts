import { expect, it } from 'vitest';
import { SERVICE_ERROR } from '../aws-cli/exit-codes.ts';
import { CLUSTER, chapter } from './chapter.ts';
import { TRUST_OF_POD_IDENTITY } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html';
const role = 'arn:aws:iam::111122223333:role/my-role';
const policy = 'arn:aws:iam::111122223333:policy/my-policy';
const create = `aws eks create-pod-identity-association --cluster-name ${CLUSTER} --namespace default`;

chapter('assign an IAM role to a service account', { url }, ({ types, reads, sh }) => {
  it('creates a policy, a service account and a role', async () => {
    await types(`
cat >my-policy.json <<EOF
{
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-pod-secrets-bucket" }
    ]
}
EOF
aws iam create-policy --policy-name my-policy --policy-document file://my-policy.json`);
    const account = `
cat >my-service-account.yaml <<EOF
apiVersion: v1
kind: ServiceAccount
metadata:
  name: my-service-account
  namespace: default
EOF
kubectl apply -f my-service-account.yaml`;
    expect(await types(account)).toBe('serviceaccount/my-service-account created');
    expect(await types('kubectl apply -f my-service-account.yaml')).toBe('serviceaccount/my-service-account unchanged');
    const created = await reads(`${TRUST_OF_POD_IDENTITY}
aws iam create-role --role-name my-role --assume-role-policy-document file://trust-relationship.json --description "my-role-description"`);
    expect(created.Role).toMatchObject({ RoleName: 'my-role', Arn: role, Description: 'my-role-description' });
    expect(await types(`aws iam attach-role-policy --role-name my-role --policy-arn=${policy}`)).toBe('');
  });

  it('creates the association', async () => {
    const { association } = await reads(`${create} --role-arn ${role} --service-account my-service-account`);
    expect(association).toEqual({
      clusterName: CLUSTER,
      namespace: 'default',
      serviceAccount: 'my-service-account',
      roleArn: role,
      associationArn: `arn:aws:eks:us-west-2:111122223333:podidentityassociation/${CLUSTER}/${association.associationId}`,
      associationId: expect.stringMatching(/^a-[a-z0-9]{17}$/),
      tags: {},
      createdAt: expect.any(Number),
      modifiedAt: association.createdAt,
      disableSessionTags: false,
    });
  });

  it('confirms trust, policies and permissions', async () => {
    const trust = await reads('aws iam get-role --role-name my-role --query Role.AssumeRolePolicyDocument');
    expect(trust.Statement[0]).toMatchObject({
      Sid: 'AllowEksAuthToAssumeRoleForPodIdentity',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    });
    const attached = 'aws iam list-attached-role-policies --role-name my-role --query AttachedPolicies[].PolicyArn';
    expect(await types(`${attached} --output text`)).toBe(policy);
    const { Policy } = await reads(`export policy_arn=${policy}\naws iam get-policy --policy-arn $policy_arn`);
    expect(Policy).toMatchObject({ PolicyName: 'my-policy', Arn: policy, Path: '/', DefaultVersionId: 'v1' });
    const { PolicyVersion } = await reads(`aws iam get-policy-version --policy-arn ${policy} --version-id v1`);
    expect(PolicyVersion).toMatchObject({
      VersionId: 'v1',
      IsDefaultVersion: true,
      Document: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject' }] },
    });
  });

  it('refuses a second association, roles that do not exist and roles that do not trust Pod Identity', async () => {
    const said = async (rest: string) => (await sh(`${create} ${rest}`)).stderr;
    const failed = (code: string) =>
      `An error occurred (${code}) when calling the CreatePodIdentityAssociation operation: `;
    expect(await said(`--role-arn ${role} --service-account my-service-account`)).toContain(
      `${failed('ResourceInUseException')}Association already exists: a-`,
    );
    expect(await said(`--role-arn ${role}-of-nobody --service-account another`)).toContain(
      `${failed('InvalidParameterException')}Role provided in the request does not exist.`,
    );
    await types(`
sed -e 's/pods.eks/ec2/' trust-relationship.json >trust-of-ec2.json
aws iam create-role --role-name of-ec2 --assume-role-policy-document file://trust-of-ec2.json`);
    expect(await said(`--role-arn arn:aws:iam::111122223333:role/of-ec2 --service-account another`)).toContain(
      `${failed('InvalidParameterException')}Trust policy of the role provided is invalid.`,
    );
  });

  it('takes an association from a file, for a namespace that is not there yet', async () => {
    const input = JSON.stringify({
      clusterName: CLUSTER,
      namespace: 'later',
      serviceAccount: 'my-service-account',
      roleArn: role,
      tags: { team: 'shop' },
    });
    const made = await reads(`
echo '${input}' >association.json
aws eks create-pod-identity-association --cli-input-json file://association.json`);
    expect(made.association).toMatchObject({ namespace: 'later', tags: { team: 'shop' } });
    expect(await reads(`aws eks list-tags-for-resource --resource-arn ${made.association.associationArn}`)).toEqual({
      tags: { team: 'shop' },
    });
  });

  it('lists, changes and deletes', async () => {
    const list = `aws eks list-pod-identity-associations --cluster-name ${CLUSTER}`;
    const { associations } = await reads(`${list} --namespace default --service-account my-service-account`);
    expect(Object.keys(associations[0]).sort()).toEqual([
      'associationArn',
      'associationId',
      'clusterName',
      'namespace',
      'serviceAccount',
    ]);
    const one = `--cluster-name ${CLUSTER} --association-id ${associations[0].associationId}`;
    await types('aws iam create-role --role-name other --assume-role-policy-document file://trust-relationship.json');
    const other = 'arn:aws:iam::111122223333:role/other';
    const changed = await reads(`aws eks update-pod-identity-association ${one} --role-arn ${other}`);
    expect(changed.association.roleArn).toBe(other);
    expect(changed.association.modifiedAt).toBeGreaterThanOrEqual(changed.association.createdAt);
    const deleted = await reads(`aws eks delete-pod-identity-association ${one}`);
    expect(deleted.association.associationId).toBe(associations[0].associationId);
    expect(await reads(`${list} --query 'associations[].namespace'`)).toEqual(['later']);
    expect(await sh(`aws eks describe-pod-identity-association ${one}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (ResourceNotFoundException) when calling the DescribePodIdentityAssociation operation: ',
      ),
    });
  });
});
