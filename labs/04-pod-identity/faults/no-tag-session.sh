aws iam update-assume-role-policy --role-name "$PI_ROLE" --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "pods.eks.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}'
# The agent keeps the credentials of a pod that it knows; only for a new one it asks again.
kubectl --context "$CLUSTER_A" -n pod-identity rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n pod-identity rollout status deployment/app
