sed -e "s|\"arn:aws:eks:[^\"]*:cluster/[^\"]*\"|\"arn:aws:eks:$AWS_REGION:$ACCOUNT_ID:podidentityassociation/$CLUSTER_A/*\"|" \
  -e 's/"ArnEquals"/"ArnLike"/' "$LAB_WORK/harden-trust.json" > "$LAB_WORK/harden-trust-broken.json"
aws iam update-assume-role-policy --role-name "$HARDEN_ROLE" --policy-document "file://$LAB_WORK/harden-trust-broken.json"
rm "$LAB_WORK/harden-trust-broken.json"
# The agent keeps the credentials of a pod that it knows; only for a new one it asks again.
kubectl --context "$CLUSTER_A" -n harden rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n harden rollout status deployment/app
