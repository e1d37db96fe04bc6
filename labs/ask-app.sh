# Asks the app, from inside its pod, and prints the answer; fails unless the answer's status is 200:
#   bash labs/ask-app.sh <cluster> <namespace> <app> <path>
set -euo pipefail
answer=$(bash labs/in-pod.sh "$1" "$2" "$3" curl -s -w '%{http_code}' "http://localhost:8080/$4")
echo "$answer" | sed '$d'
[ "$(echo "$answer" | tail -n 1)" = 200 ]
