# Waits until the webhook gives the pod of a manifest the variable; the pod itself is never made:
#   bash labs/wait-for-variable.sh <cluster> <manifest> <variable>
# A control plane of EKS has several API servers, each with a webhook of its own, so that one yes is not enough.
set -euo pipefail
started=$(date +%s)
yes=0
while [ "$yes" -lt 3 ]; do
  names=$(kubectl --context "$1" create --dry-run=server -f "$2" -o jsonpath='{.spec.containers[*].env[*].name}')
  case " $names " in
    *" $3 "*) yes=$((yes + 1)) ;;
    *) yes=0 && sleep 0.5 ;;
  esac
  if [ $(($(date +%s) - started)) -gt 120 ]; then
    echo "After 120 s a new pod of $2 would still not get $3." >&2
    exit 1
  fi
done
echo "New pods get $3, $(($(date +%s) - started)) s after the first question."
