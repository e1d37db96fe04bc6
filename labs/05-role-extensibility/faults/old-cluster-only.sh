aws iam update-assume-role-policy --role-name "$IRSA_ROLE" --policy-document "file://$LAB_WORK/irsa-trust.json"
# A pod keeps the credentials that it has; only a new one asks STS again.
kubectl --context "$CLUSTER_B" -n irsa rollout restart deployment/app
kubectl --context "$CLUSTER_B" -n irsa rollout status deployment/app
