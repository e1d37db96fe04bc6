# Runs a command in the newest pod of an app, as kubectl exec does:
#   bash labs/in-pod.sh <cluster> <namespace> <app> <command...>
set -euo pipefail
pod=$(kubectl --context "$1" -n "$2" get pods -l "app=$3" --sort-by=.metadata.creationTimestamp -o name | tail -n 1)
kubectl --context "$1" -n "$2" exec "$pod" -- "${@:4}"
