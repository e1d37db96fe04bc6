# One of the three workers does it; nobody writes down which:
#   bash labs/18-audit/incident.sh
set -euo pipefail
aws dynamodb describe-table --table-name "$AUDIT_TABLE" &>/dev/null || aws dynamodb create-table \
  --table-name "$AUDIT_TABLE" --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH >/dev/null
aws dynamodb wait table-exists --table-name "$AUDIT_TABLE"
in_pod() { kubectl --context "$CLUSTER_A" -n audit exec "$@" >/dev/null; }
set -- $(kubectl --context "$CLUSTER_A" -n audit get pods -l app=worker -o jsonpath='{.items[*].metadata.name}')
for pod in "$@"; do in_pod "$pod" -- aws dynamodb describe-table --table-name "$AUDIT_TABLE"; done
shift $((RANDOM % $#))
in_pod "$1" -- aws dynamodb delete-table --table-name "$AUDIT_TABLE"
aws dynamodb wait table-not-exists --table-name "$AUDIT_TABLE"
echo "The table $AUDIT_TABLE is gone."
