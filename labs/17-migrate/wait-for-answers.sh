# Waits until the app's newest session, as the probe saw it, is one of that mechanism, and says what the probe has counted:
#   bash labs/17-migrate/wait-for-answers.sh <cluster> "IRSA" | "EKS Pod Identity"
set -euo pipefail
started=$(date +%s)
last() { sed -n '/"order"/,/]/p' | grep -o '"[IE][^"]*"' | tail -n 1; }
until record=$(bash labs/ask-app.sh "$1" migrate probe "") && [ "$(echo "$record" | last)" = "\"$2\"" ]; do
  if [ $(($(date +%s) - started)) -gt 120 ]; then
    echo "After 120 s the probe has met no new pod by $2." >&2
    exit 1
  fi
  sleep 0.5
done
echo "The probe has met the app by $2."
