ID=$(kubectl --context "$CLUSTER_A" -n chain get secret keys -o jsonpath='{.data.AWS_ACCESS_KEY_ID}' | base64 -d)
SECRET=$(kubectl --context "$CLUSTER_A" -n chain get secret keys -o jsonpath='{.data.AWS_SECRET_ACCESS_KEY}' | base64 -d)
kubectl --context "$CLUSTER_A" -n chain patch configmap settings \
  -p "{\"data\": {\"AWS_ACCESS_KEY_ID\": \"$ID\", \"AWS_SECRET_ACCESS_KEY\": \"$SECRET\"}}"
kubectl --context "$CLUSTER_A" -n chain rollout restart deployment/app
kubectl --context "$CLUSTER_A" -n chain rollout status deployment/app
