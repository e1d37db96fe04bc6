# The stranger has no credentials, so it asks STS again, and gets in without a new pod.
ISSUER=$(aws eks describe-cluster --name "$CLUSTER_A" --query cluster.identity.oidc.issuer --output text)
ISSUER=${ISSUER#https://}
aws iam update-assume-role-policy --role-name "$HARDEN_IRSA_ROLE" --policy-document "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [
    {
      \"Effect\": \"Allow\",
      \"Principal\": { \"Federated\": \"arn:aws:iam::$ACCOUNT_ID:oidc-provider/$ISSUER\" },
      \"Action\": \"sts:AssumeRoleWithWebIdentity\",
      \"Condition\": {
        \"StringLike\": { \"$ISSUER:sub\": \"system:serviceaccount:*:app-irsa\" },
        \"StringEquals\": { \"$ISSUER:aud\": \"sts.amazonaws.com\" }
      }
    }
  ]
}"
