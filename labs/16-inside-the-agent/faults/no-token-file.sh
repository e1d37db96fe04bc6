# The path of IRSA's token, in a pod that has none.
FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token
VARIABLES="{name: AWS_CONTAINER_CREDENTIALS_FULL_URI, value: 'http://169.254.170.23/v1/credentials'}"
VARIABLES="$VARIABLES, {name: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, value: $FILE}"
sed -e "s|env: \[\]|env: [$VARIABLES]|" labs/16-inside-the-agent/client.yaml | kubectl --context "$CLUSTER_A" apply -f -
kubectl --context "$CLUSTER_A" -n agent rollout status deployment/client
