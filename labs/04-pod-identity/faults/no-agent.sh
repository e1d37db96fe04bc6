aws eks delete-addon --cluster-name "$CLUSTER_A" --addon-name eks-pod-identity-agent --query addon.status --output text
aws eks wait addon-deleted --cluster-name "$CLUSTER_A" --addon-name eks-pod-identity-agent
kubectl --context "$CLUSTER_A" -n pod-identity rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n pod-identity rollout status deployment/app
