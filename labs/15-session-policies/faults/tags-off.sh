ASSOCIATION=$(aws eks list-pod-identity-associations --cluster-name "$CLUSTER_A" --namespace session \
  --service-account clerk --query 'associations[0].associationId' --output text)
aws eks update-pod-identity-association --cluster-name "$CLUSTER_A" --association-id "$ASSOCIATION" \
  --disable-session-tags --query association.associationId --output text
# Sessions that there are keep their tags, so that the mistake shows with the next pod only.
kubectl --context "$CLUSTER_A" -n session rollout restart deployment/clerk
kubectl --context "$CLUSTER_A" -n session rollout status deployment/clerk
