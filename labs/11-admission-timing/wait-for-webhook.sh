# Waits until the webhook gives the pod of a manifest the variables of Pod Identity; the pod itself is never made:
#   bash labs/11-admission-timing/wait-for-webhook.sh <cluster> <manifest>
# A control plane of EKS has several API servers, each with a webhook of its own, so that one yes is not enough.
set -euo pipefail
started=$(date +%s)
yes=0
while [ "$yes" -lt 3 ]; do
  names=$(kubectl --context "$1" create --dry-run=server -f "$2" -o jsonpath='{.spec.containers[*].env[*].name}')
  case "$names" in
    *AWS_CONTAINER_CREDENTIALS_FULL_URI*) yes=$((yes + 1)) ;;
    *) yes=0 && sleep 0.5 ;;
  esac
  if [ $(($(date +%s) - started)) -gt 120 ]; then
    echo "After 120 s the webhook still knows no association for the pod of $2." >&2
    exit 1
  fi
done
echo "The webhook knows the association, $(($(date +%s) - started)) s after the first question."
