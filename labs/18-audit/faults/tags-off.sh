ASSOCIATION=$(aws eks list-pod-identity-associations --cluster-name "$CLUSTER_A" --namespace audit \
  --service-account worker --query 'associations[0].associationId' --output text)
aws eks update-pod-identity-association --cluster-name "$CLUSTER_A" --association-id "$ASSOCIATION" \
  --disable-session-tags --query association.disableSessionTags --output text
