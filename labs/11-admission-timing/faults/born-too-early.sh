for id in $(aws eks list-pod-identity-associations --cluster-name "$CLUSTER_A" --namespace admission \
  --query 'associations[].associationId' --output text); do
  aws eks delete-pod-identity-association --cluster-name "$CLUSTER_A" --association-id "$id" \
    --query association.associationId --output text
done
# Until the webhook has forgotten it, pods would still be given the variables.
for _ in $(seq 240); do
  names=$(kubectl --context "$CLUSTER_A" create --dry-run=server -f labs/11-admission-timing/probe.yaml \
    -o jsonpath='{.spec.containers[*].env[*].name}')
  [ -n "$names" ] || break
  sleep 0.5
done
kubectl --context "$CLUSTER_A" -n admission rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n admission rollout status deployment/app
aws eks create-pod-identity-association --cluster-name "$CLUSTER_A" --namespace admission --service-account app \
  --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$ADMISSION_ROLE" --query association.associationId --output text
