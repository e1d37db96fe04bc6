import { expect, it } from 'vitest';
import { CLUSTER, chapter } from './chapter.ts';
import {
  CREATE_OIDC_PROVIDER,
  runCliPod,
  SET_UP_AGENT,
  TRUST_OF_POD_IDENTITY,
  trustOfServiceAccount,
} from './steps.ts';

// And https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts-minimum-sdk.html
const url = 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-minimum-sdk.html';
const before = `${SET_UP_AGENT}${TRUST_OF_POD_IDENTITY}${CREATE_OIDC_PROVIDER}
account_id=111122223333
${trustOfServiceAccount('trust-irsa.json', 'system:serviceaccount:default:both')}
aws iam create-role --role-name by-pod-identity --assume-role-policy-document file://trust-relationship.json
aws iam create-role --role-name by-irsa --assume-role-policy-document file://trust-irsa.json
kubectl create serviceaccount both
kubectl annotate serviceaccount both eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/by-irsa
${runCliPod('before', 'both')}
aws eks create-pod-identity-association --cluster-name ${CLUSTER} --namespace default --service-account both \\
  --role-arn arn:aws:iam::111122223333:role/by-pod-identity
${runCliPod('after', 'both')}
`;

chapter('the SDKs’ credential chain', { url, before }, ({ types }) => {
  const arn = (pod: string, script = '') =>
    types(`kubectl exec ${pod} -- sh -c '${script} aws sts get-caller-identity --query Arn --output text'`);

  it('has an AWS CLI that is new enough', async () => {
    const [major, minor = 0] = (await types("aws --version 2>&1 | cut -d / -f2 | cut -d ' ' -f1"))
      .split('.')
      .map(Number);
    expect(minor).toBeGreaterThanOrEqual(major === 1 ? 30 : 15);
  });

  it('migrates to Pod Identity by pods: the webhook gives a pod one kind of credentials', async () => {
    expect(await arn('before')).toContain(':assumed-role/by-irsa/');
    expect(await arn('after')).toContain(':assumed-role/by-pod-identity/');
  });

  it('goes on with what is earlier in the chain', async () => {
    const { AccessKeyId, SecretAccessKey } = JSON.parse(
      await types('aws iam create-user --user-name earlier >/dev/null; aws iam create-access-key --user-name earlier'),
    ).AccessKey;
    const keys = `AWS_ACCESS_KEY_ID=${AccessKeyId} AWS_SECRET_ACCESS_KEY=${SecretAccessKey}`;
    expect(await arn('after', keys)).toBe('arn:aws:iam::111122223333:user/earlier');
  });
});
