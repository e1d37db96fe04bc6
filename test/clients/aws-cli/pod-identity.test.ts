import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR } from './exit-codes.ts';

// The commands of the EKS user guide's chapter on Pod Identity, in its order and with its names but for the cluster's.
// https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
describeWith(['bash', 'aws', 'kubectl'], 'aws CLI: the chapter on EKS Pod Identity', [], () => {
  let cloud: ClientCloud;
  const role = 'arn:aws:iam::111122223333:role/my-role';
  const policy = 'arn:aws:iam::111122223333:policy/my-policy';
  const association = '--cluster-name workshop-a --association-id $(cat association)';

  beforeAll(async () => {
    cloud = await startClientCloud();
    cloud.write('my-policy.json', allow('s3:GetObject', 'arn:aws:s3:::my-pod-secrets-bucket/*'));
    cloud.write('trust-relationship.json', TRUST);
    cloud.write('pod.json', POD);
  });
  afterAll(() => cloud.stop());

  it('sets up the agent', async () => {
    const { succeeds } = cloud;
    const addon = '--cluster-name workshop-a --addon-name eks-pod-identity-agent';
    expect(await succeeds(`aws eks create-addon ${addon} --addon-version v1.0.0-eksbuild.1 --query addon.status`)).toBe(
      '"CREATING"',
    );
    await succeeds(`aws eks wait addon-active ${addon}`);
    expect(JSON.parse(await succeeds(`aws eks describe-addon ${addon}`))).toMatchObject({
      addon: {
        addonName: 'eks-pod-identity-agent',
        clusterName: 'workshop-a',
        status: 'ACTIVE',
        addonVersion: 'v1.0.0-eksbuild.1',
        health: { issues: [] },
      },
    });
    expect(await succeeds('aws eks list-addons --cluster-name workshop-a --output text')).toBe(
      'ADDONS\teks-pod-identity-agent',
    );
  });

  it('creates policy, role and service account, and assigns the role', async () => {
    const { succeeds } = cloud;
    await succeeds('aws iam create-policy --policy-name my-policy --policy-document file://my-policy.json');
    await succeeds('kubectl create serviceaccount my-service-account');
    await succeeds(
      'aws iam create-role --role-name my-role --assume-role-policy-document file://trust-relationship.json ' +
        '--description "my-role-description"',
    );
    expect(await succeeds(`aws iam attach-role-policy --role-name my-role --policy-arn=${policy}`)).toBe('');
    const created = await succeeds(
      `aws eks create-pod-identity-association --cluster-name workshop-a --role-arn ${role} ` +
        '--namespace default --service-account my-service-account --tags team=shop',
    );
    expect(JSON.parse(created)).toMatchObject({
      association: {
        clusterName: 'workshop-a',
        namespace: 'default',
        serviceAccount: 'my-service-account',
        roleArn: role,
        associationArn: expect.stringMatching(
          /^arn:aws:eks:us-west-2:111122223333:podidentityassociation\/workshop-a\/a-\w{17}$/,
        ),
        tags: { team: 'shop' },
      },
    });
  });

  it('confirms the setup', async () => {
    const { succeeds } = cloud;
    const trust = await succeeds('aws iam get-role --role-name my-role --query Role.AssumeRolePolicyDocument');
    expect(JSON.parse(trust)).toEqual(TRUST);
    const attached = "aws iam list-attached-role-policies --role-name my-role --query 'AttachedPolicies[].PolicyArn'";
    expect(await succeeds(`${attached} --output text`)).toBe(policy);
    const document = await succeeds(
      `aws iam get-policy-version --policy-arn ${policy} --query PolicyVersion.Document ` +
        `--version-id $(aws iam get-policy --policy-arn ${policy} --query Policy.DefaultVersionId --output text)`,
    );
    expect(JSON.parse(document)).toEqual(allow('s3:GetObject', 'arn:aws:s3:::my-pod-secrets-bucket/*'));
  });

  it('gives pods of the service account the role', async () => {
    const { succeeds } = cloud;
    await succeeds('kubectl apply -f pod.json && kubectl wait --for=condition=Ready pod/my-app --timeout=120s');
    expect(await succeeds('kubectl describe pod my-app | grep AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:')).toMatch(
      /\/var\/run\/secrets\/pods.eks.amazonaws.com\/serviceaccount\/eks-pod-identity-token$/,
    );
    expect(await succeeds('kubectl exec my-app -- aws sts get-caller-identity --query Arn --output text')).toMatch(
      /^arn:aws:sts::111122223333:assumed-role\/my-role\/eks-workshop-a-my-app-[0-9a-f-]{36}$/,
    );
  });

  it('lists, describes, changes and deletes the association', async () => {
    const { succeeds, sh } = cloud;
    const list =
      'aws eks list-pod-identity-associations --cluster-name workshop-a --namespace default ' +
      '--service-account my-service-account';
    await succeeds(`${list} --query 'associations[0].associationId' --output text > association`);
    const described = await succeeds(`aws eks describe-pod-identity-association ${association} --output json`);
    expect(JSON.parse(described)).toMatchObject({ association: { roleArn: role, disableSessionTags: false } });
    await succeeds(
      `aws iam create-role --role-name other --assume-role-policy-document file://trust-relationship.json`,
    );
    const update = `aws eks update-pod-identity-association ${association} --role-arn ${role.replace('my-role', 'other')}`;
    expect(await succeeds(`${update} --query association.roleArn --output text`)).toMatch(/role\/other$/);
    await succeeds(`aws eks delete-pod-identity-association ${association}`);
    expect(JSON.parse(await succeeds(list))).toEqual({ associations: [] });
    expect(await sh(`aws eks describe-pod-identity-association ${association}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (ResourceNotFoundException) when calling the DescribePodIdentityAssociation operation: ',
      ),
    });
  });

  it('removes the add-on, and waits until it is gone', async () => {
    const addon = '--cluster-name workshop-a --addon-name eks-pod-identity-agent';
    await cloud.succeeds(`aws eks delete-addon ${addon} && aws eks wait addon-deleted ${addon}`);
    expect(await cloud.sh(`aws eks describe-addon ${addon}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining('No addon: eks-pod-identity-agent found in cluster: workshop-a'),
    });
  });
});

const allow = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllowEksAuthToAssumeRoleForPodIdentity',
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
};

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'my-app' },
  spec: {
    serviceAccountName: 'my-service-account',
    containers: [{ name: 'my-app', image: 'public.ecr.aws/aws-cli/aws-cli:2.31.0', command: ['sleep', 'infinity'] }],
  },
};
