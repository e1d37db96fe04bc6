# The strangers have no credentials, so they ask again, and get in without a new pod.
aws iam update-assume-role-policy --role-name "$HARDEN_ROLE" \
  --policy-document file://labs/13-harden-trust/any-cluster.json
