import { expect, it } from 'vitest';
import { SERVICE_ERROR } from '../aws-cli/exit-codes.ts';
import { CLUSTER, chapter } from './chapter.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html';
const ADDON = `--cluster-name ${CLUSTER} --addon-name eks-pod-identity-agent`;

chapter('set up the Pod Identity Agent', { url }, ({ types, reads, sh }) => {
  it('has node roles that may call EKS Auth, by a managed policy', async () => {
    const [nodeRole] = await reads(`
      nodegroup=$(aws eks list-nodegroups --cluster-name ${CLUSTER} --query 'nodegroups[0]' --output text)
      role=$(aws eks describe-nodegroup --cluster-name ${CLUSTER} --nodegroup-name $nodegroup \\
        --query nodegroup.nodeRole --output text | cut -d / -f 2)
      aws iam list-attached-role-policies --role-name $role \\
        --query "AttachedPolicies[?PolicyName=='AmazonEKSWorkerNodePolicy'].PolicyArn"`);
    const document = await reads(`
      version=$(aws iam get-policy --policy-arn ${nodeRole} --query Policy.DefaultVersionId --output text)
      aws iam get-policy-version --policy-arn ${nodeRole} --version-id $version --query PolicyVersion.Document.Statement`);
    expect(JSON.stringify(document)).toContain('"eks-auth:AssumeRoleForPodIdentity"');
  });

  it('offers the add-on for the cluster’s version', async () => {
    const offered = await reads(`
      version=$(aws eks describe-cluster --name ${CLUSTER} --query cluster.version --output text)
      aws eks describe-addon-versions --addon-name eks-pod-identity-agent --kubernetes-version $version`);
    expect(offered.addons[0]).toMatchObject({ addonName: 'eks-pod-identity-agent', type: 'security', owner: 'aws' });
    const versions = offered.addons[0].addonVersions.map(({ addonVersion }: { addonVersion: string }) => addonVersion);
    expect(versions).toContain('v1.0.0-eksbuild.1');
  });

  it('creates it, and sees its pods', async () => {
    const created = await reads(`aws eks create-addon ${ADDON} --addon-version v1.0.0-eksbuild.1`);
    expect(created.addon).toMatchObject({
      addonName: 'eks-pod-identity-agent',
      clusterName: CLUSTER,
      status: 'CREATING',
      addonVersion: 'v1.0.0-eksbuild.1',
      health: { issues: [] },
      addonArn: expect.stringMatching(
        new RegExp(`^arn:aws:eks:us-west-2:111122223333:addon/${CLUSTER}/eks-pod-identity-agent/[0-9a-f-]{36}$`),
      ),
      tags: {},
    });
    await types(`aws eks wait addon-active ${ADDON}`);
    expect(await types('kubectl rollout status daemonset/eks-pod-identity-agent --namespace kube-system')).toMatch(
      /daemon set "eks-pod-identity-agent" successfully rolled out$/,
    );
    expect(await types("kubectl get pods -n kube-system | grep 'eks-pod-identity-agent'")).toMatch(
      /^eks-pod-identity-agent-[a-z0-9]{5} +1\/1 +Running +0 +\d+s$/,
    );
    expect(await types('kubectl -n kube-system get daemonset eks-pod-identity-agent')).toMatch(
      /^NAME +DESIRED +CURRENT +READY +UP-TO-DATE +AVAILABLE +NODE SELECTOR +AGE\neks-pod-identity-agent +1 +1 +1 +1 +1 +<none> /,
    );
  });

  it('refuses to create it again, and versions that there are not', async () => {
    expect(await sh(`aws eks create-addon ${ADDON}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (ResourceInUseException) when calling the CreateAddon operation: Addon already exists.',
      ),
    });
    expect(await sh(`aws eks update-addon ${ADDON} --addon-version v9.9.9-eksbuild.1`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (InvalidParameterException) when calling the UpdateAddon operation: ',
      ),
    });
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-config-ipv6.html
  it('takes a configuration, and shows the update', async () => {
    const { update } = await reads(`aws eks update-addon ${ADDON} --resolve-conflicts PRESERVE \\
      --configuration-values '{"agent":{"additionalArgs": { "-b": "169.254.170.23"}}}'`);
    expect(update).toMatchObject({ status: 'InProgress', type: 'AddonUpdate', errors: [] });
    await types(`aws eks wait addon-active ${ADDON}`);
    expect(await reads(`aws eks describe-addon ${ADDON} --query addon.configurationValues`)).toBe(
      '{"agent":{"additionalArgs": { "-b": "169.254.170.23"}}}',
    );
    expect(
      await types(`aws eks describe-update --name ${CLUSTER} --addon-name eks-pod-identity-agent \\
        --update-id ${update.id} --query update.status --output text`),
    ).toBe('Successful');
  });

  it('takes the agent away again', async () => {
    await types(`aws eks delete-addon ${ADDON} >/dev/null; aws eks wait addon-deleted ${ADDON}`);
    await types(
      'kubectl wait --for=delete pod -n kube-system -l app.kubernetes.io/name=eks-pod-identity-agent --timeout=90s',
    );
    expect(await types('kubectl get daemonsets -n kube-system')).toBe('');
    expect(await sh(`aws eks describe-addon ${ADDON}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(`No addon: eks-pod-identity-agent found in cluster: ${CLUSTER}`),
    });
  });
});
