aws --profile partner iam update-assume-role-policy --role-name "$CROSS_PINNED_ROLE" \
  --policy-document "file://$LAB_WORK/cross-account-trust.json"
