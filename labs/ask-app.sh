# Asks the app in the newest pod of a deployment, through the API server's pod proxy:
#   bash labs/ask-app.sh <cluster> <namespace> <app> <path>
set -euo pipefail
pod=$(kubectl --context "$1" -n "$2" get pods -l "app=$3" --sort-by=.metadata.creationTimestamp -o name | tail -n 1)
kubectl --context "$1" get --raw "/api/v1/namespaces/$2/pods/${pod#pod/}:8080/proxy/$4"
echo
