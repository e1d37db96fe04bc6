ISSUER=$(aws eks describe-cluster --name "$CLUSTER_A" --query cluster.identity.oidc.issuer --output text)
ISSUER=${ISSUER#https://}
aws iam update-assume-role-policy --role-name "$IRSA_ROLE" --policy-document "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [
    {
      \"Effect\": \"Allow\",
      \"Principal\": { \"Federated\": \"arn:aws:iam::$ACCOUNT_ID:oidc-provider/$ISSUER\" },
      \"Action\": \"sts:AssumeRoleWithWebIdentity\",
      \"Condition\": {
        \"StringEquals\": {
          \"$ISSUER:aud\": \"system:serviceaccount:irsa:app\"
        }
      }
    }
  ]
}"
kubectl --context "$CLUSTER_A" -n irsa rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n irsa rollout status deployment/app
