import { CLUSTER } from './chapter.ts';

// Steps that later chapters take for granted.

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
export const SET_UP_AGENT = `
aws eks create-addon --cluster-name ${CLUSTER} --addon-name eks-pod-identity-agent >/dev/null
aws eks wait addon-active --cluster-name ${CLUSTER} --addon-name eks-pod-identity-agent
`;

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const TRUST_OF_POD_IDENTITY = `
cat >trust-relationship.json <<EOF
{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "AllowEksAuthToAssumeRoleForPodIdentity",
            "Effect": "Allow",
            "Principal": { "Service": "pods.eks.amazonaws.com" },
            "Action": ["sts:AssumeRole", "sts:TagSession"]
        }
    ]
}
EOF
`;

/** https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html */
export const CREATE_OIDC_PROVIDER = `
issuer=$(aws eks describe-cluster --name ${CLUSTER} --query cluster.identity.oidc.issuer --output text)
oidc_provider=$(echo $issuer | sed -e "s/^https:\\/\\///")
aws iam create-open-id-connect-provider --url $issuer --client-id-list sts.amazonaws.com >/dev/null
`;

/** `name` with the trust policy for a service account, of the environment's `account_id` and `oidc_provider`. */
export const trustOfServiceAccount = (file: string, subject: string) => `
cat >${file} <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::$account_id:oidc-provider/$oidc_provider" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "$oidc_provider:aud": "sts.amazonaws.com",
          "$oidc_provider:sub": "${subject}"
        }
      }
    }
  ]
}
EOF
`;

/** A pod that waits, with the AWS CLI in it. */
export const runCliPod = (name: string, serviceAccount: string, namespace = 'default') => `
cat <<EOF | kubectl apply -f - >/dev/null
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  serviceAccountName: ${serviceAccount}
  containers:
  - name: cli
    image: public.ecr.aws/aws-cli/aws-cli:2.31.0
    command: ["sleep", "infinity"]
EOF
kubectl wait -n ${namespace} --for=condition=Ready pod/${name} --timeout=120s >/dev/null
`;
