import { expect, it } from 'vitest';
import { SERVICE_ERROR } from '../aws-cli/exit-codes.ts';
import { CLUSTER, chapter } from './chapter.ts';
import { SET_UP_AGENT, TRUST_OF_POD_IDENTITY } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html';
const ADDON = `--cluster-name ${CLUSTER} --addon-name aws-ebs-csi-driver`;
const LIST = `aws eks list-pod-identity-associations --cluster-name ${CLUSTER}`;
const role = 'arn:aws:iam::111122223333:role/StorageDriver';

chapter('IAM roles for add-ons', { url, before: SET_UP_AGENT, tools: ['jq'] }, ({ types, reads, sh }) => {
  // https://docs.aws.amazon.com/eks/latest/userguide/retreive-iam-info.html
  it('retrieves what the add-on needs', async () => {
    const versions = await reads(`
aws eks describe-addon-versions \\
--addon-name aws-ebs-csi-driver \\
--kubernetes-version 1.33`);
    const [newest] = versions.addons[0].addonVersions;
    expect(newest).toMatchObject({
      addonVersion: expect.stringMatching(/^v1\.\d+\.\d+-eksbuild\.\d+$/),
      architecture: ['amd64', 'arm64'],
      compatibilities: [{ clusterVersion: '1.33', platformVersions: ['*'], defaultVersion: true }],
      requiresConfiguration: false,
      requiresIamPermissions: true,
    });
    expect(
      await reads(`
aws eks describe-addon-configuration \\
--query podIdentityConfiguration \\
--addon-name aws-ebs-csi-driver \\
--addon-version ${newest.addonVersion}`),
    ).toEqual([
      {
        serviceAccount: 'ebs-csi-controller-sa',
        recommendedManagedPolicies: ['arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy'],
      },
    ]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/update-addon-role.html
  it('gives the add-on a role, and finds an association that it owns', async () => {
    const update = await reads(`${TRUST_OF_POD_IDENTITY}
aws iam create-role --role-name StorageDriver --assume-role-policy-document file://trust-relationship.json >/dev/null
aws eks create-addon ${ADDON} >/dev/null
aws eks wait addon-active ${ADDON}
aws eks update-addon ${ADDON} \\
--pod-identity-associations 'serviceAccount=ebs-csi-controller-sa,roleArn=${role}'`);
    expect(update.update).toMatchObject({ type: 'AddonUpdate', status: 'InProgress' });
    const { associations } = await reads(LIST);
    expect(associations).toEqual([
      {
        clusterName: CLUSTER,
        namespace: 'kube-system',
        serviceAccount: 'ebs-csi-controller-sa',
        associationArn: expect.stringMatching(/^arn:aws:eks:us-west-2:111122223333:podidentityassociation\//),
        associationId: expect.stringMatching(/^a-[a-z0-9]{17}$/),
        ownerArn: expect.stringMatching(
          /^arn:aws:eks:us-west-2:111122223333:addon\/workshop-a\/aws-ebs-csi-driver\/[0-9a-f-]{36}$/,
        ),
      },
    ]);
    expect(await reads(`aws eks describe-addon ${ADDON} --query addon.podIdentityAssociations`)).toEqual([
      associations[0].associationArn,
    ]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/remove-addon-role.html
  it('removes the association with an empty list', async () => {
    await types(`aws eks update-addon ${ADDON} \\
--pod-identity-associations "[]"`);
    expect(await reads(LIST)).toEqual({ associations: [] });
  });

  it('takes over no association that is there already', async () => {
    await types(`
aws eks create-pod-identity-association --cluster-name ${CLUSTER} --namespace kube-system \\
  --service-account ebs-csi-controller-sa --role-arn ${role}`);
    expect(
      await sh(`aws eks update-addon ${ADDON} \\
        --pod-identity-associations 'serviceAccount=ebs-csi-controller-sa,roleArn=${role}'`),
    ).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringMatching(/An error occurred \(\w+\) when calling the UpdateAddon operation: .*ssociation/),
    });
    await types(`
id=$(${LIST} | jq -r '.associations[0].associationId')
aws eks delete-pod-identity-association --cluster-name ${CLUSTER} --association-id $id`);
  });

  it('deletes the association with the add-on', async () => {
    await types(`
aws eks update-addon ${ADDON} --pod-identity-associations 'serviceAccount=ebs-csi-controller-sa,roleArn=${role}'
aws eks delete-addon ${ADDON}
aws eks wait addon-deleted ${ADDON}`);
    expect(await reads(LIST)).toEqual({ associations: [] });
  });
});
