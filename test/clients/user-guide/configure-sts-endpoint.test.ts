import { expect, it } from 'vitest';
import { chapter } from './chapter.ts';
import { CREATE_OIDC_PROVIDER, trustOfServiceAccount } from './steps.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/configure-sts-endpoint.html';
// The guide takes the CNI plugin's service account, which has a role by IRSA there.
const before = `${CREATE_OIDC_PROVIDER}
account_id=111122223333
${trustOfServiceAccount('trust.json', 'system:serviceaccount:kube-system:aws-node')}
aws iam create-role --role-name cni --assume-role-policy-document file://trust.json
kubectl create serviceaccount -n kube-system aws-node
kubectl annotate serviceaccount -n kube-system aws-node eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/cni
cat <<EOF | kubectl apply -f -
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
  namespace: kube-system
spec:
  selector:
    matchLabels:
      k8s-app: aws-node
  template:
    metadata:
      labels:
        k8s-app: aws-node
    spec:
      serviceAccountName: aws-node
      containers:
      - name: aws-node
        image: public.ecr.aws/aws-cli/aws-cli:2.31.0
        command: ["sleep", "infinity"]
EOF
kubectl rollout status daemonset/aws-node -n kube-system --timeout=120s
`;

chapter('STS endpoints of service accounts', { url, before }, ({ types }) => {
  const pod = '$(kubectl get pods -n kube-system -l k8s-app=aws-node -o jsonpath={.items[0].metadata.name})';
  const endpoints = `kubectl describe pod ${pod} -n kube-system | grep AWS_STS_REGIONAL_ENDPOINTS`;
  const useRegional = (value: boolean) => `
kubectl annotate --overwrite serviceaccount -n kube-system aws-node eks.amazonaws.com/sts-regional-endpoints=${value}
kubectl delete Pods -n kube-system -l k8s-app=aws-node
kubectl rollout status daemonset/aws-node -n kube-system --timeout=120s
kubectl get Pods -n kube-system -l k8s-app=aws-node`;

  it('finds the Region in the node’s name, and regional endpoints as the default', async () => {
    expect(await types(`kubectl describe pod ${pod} -n kube-system |grep Node:`)).toMatch(
      /^Node: +ip-10-\S+\.us-west-2\.compute\.internal\/10\./,
    );
    expect(await types(endpoints)).toMatch(/^AWS_STS_REGIONAL_ENDPOINTS: +regional$/);
  });

  it('changes to the global endpoint, for pods that are made from then on', async () => {
    expect(await types(useRegional(false))).toMatch(
      /^serviceaccount\/aws-node annotated\npod "aws-node-\w{5}" deleted\n(.*\n)*NAME.*\naws-node-\w{5} +1\/1 +Running /,
    );
    expect(await types(`${endpoints} || echo no such variable`)).toBe('no such variable');
    expect(await types(`kubectl exec -n kube-system ${pod} -- aws sts get-caller-identity --query Arn`)).toContain(
      'arn:aws:sts::111122223333:assumed-role/cni/',
    );
  });

  it('changes back', async () => {
    await types(useRegional(true));
    expect(await types(endpoints)).toMatch(/^AWS_STS_REGIONAL_ENDPOINTS: +regional$/);
  });

  it('presigns URLs of S3 with the Region', async () => {
    expect(await types(`kubectl exec -n kube-system ${pod} -- aws s3 presign s3://my-bucket/path`)).toMatch(
      /^https:\/\/my-bucket\.s3\.us-west-2\.amazonaws\.com\/path\?.*X-Amz-Credential=ASIA[A-Z0-9]{16}%2F\d{8}%2Fus-west-2%2Fs3%2Faws4_request/,
    );
  });
});
