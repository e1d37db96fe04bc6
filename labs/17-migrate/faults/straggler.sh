# What a chart from before the webhook sets by itself: both variables, and a token volume of its own.
kubectl --context "$CLUSTER_A" -n migrate patch deployment reports --type strategic -p "{
  \"spec\": { \"template\": { \"spec\": {
    \"containers\": [{
      \"name\": \"reports\",
      \"env\": [
        { \"name\": \"AWS_ROLE_ARN\", \"value\": \"arn:aws:iam::$ACCOUNT_ID:role/$MIGRATE_ROLE\" },
        { \"name\": \"AWS_WEB_IDENTITY_TOKEN_FILE\", \"value\": \"/var/run/secrets/aws/token\" }
      ],
      \"volumeMounts\": [{ \"name\": \"aws\", \"mountPath\": \"/var/run/secrets/aws\", \"readOnly\": true }]
    }],
    \"volumes\": [{
      \"name\": \"aws\",
      \"projected\": { \"sources\": [{ \"serviceAccountToken\": { \"audience\": \"sts.amazonaws.com\", \"path\": \"token\" } }] }
    }]
  } } }
}"
kubectl --context "$CLUSTER_A" -n migrate rollout status deployment/reports
