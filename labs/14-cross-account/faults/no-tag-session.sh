sed -e 's/\["sts:AssumeRole", "sts:TagSession"\]/"sts:AssumeRole"/' \
  "$LAB_WORK/cross-tagged-trust.json" > "$LAB_WORK/cross-tagged-broken.json"
aws --profile partner iam update-assume-role-policy --role-name "$CROSS_TAGGED_ROLE" \
  --policy-document "file://$LAB_WORK/cross-tagged-broken.json"
rm "$LAB_WORK/cross-tagged-broken.json"
# The agent keeps the credentials of a pod that it knows; only for a new one it asks again.
kubectl --context "$CLUSTER_A" -n cross rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n cross rollout status deployment/app
