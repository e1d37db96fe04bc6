ISSUER=$(aws eks describe-cluster --name "$CLUSTER_A" --query cluster.identity.oidc.issuer --output text)
aws iam delete-open-id-connect-provider \
  --open-id-connect-provider-arn "arn:aws:iam::$ACCOUNT_ID:oidc-provider/${ISSUER#https://}"
# A pod keeps the credentials that it has; only a new one asks STS again.
kubectl --context "$CLUSTER_A" -n irsa rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n irsa rollout status deployment/app
