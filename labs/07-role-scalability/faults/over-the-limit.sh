# A colleague wants all clusters of the list, is refused, and sets a list that fits: without workshop-b, the fifth.
trust_policy() { bash labs/07-role-scalability/trust-policy.sh "$@"; }
if aws iam update-assume-role-policy --role-name "$TRUST_IRSA_ROLE" \
  --policy-document "$(trust_policy 22 "$LAB_WORK/issuers.txt")" 2> /dev/null; then exit 1; fi
sed 5d "$LAB_WORK/issuers.txt" > "$LAB_WORK/issuers-that-fit.txt"
aws iam update-assume-role-policy --role-name "$TRUST_IRSA_ROLE" \
  --policy-document "$(trust_policy 8 "$LAB_WORK/issuers-that-fit.txt")"
rm "$LAB_WORK/issuers-that-fit.txt"
# A pod keeps the credentials that it has; only a new one asks STS again.
kubectl --context "$CLUSTER_B" -n trust rollout restart deployment/app-irsa
kubectl --context "$CLUSTER_B" -n trust rollout status deployment/app-irsa
