# Asks the agent from inside the pod of agent/client, with these options of curl, and prints body and status, secrets shortened.
# Fails unless the status is 200:
#   bash labs/16-inside-the-agent/ask.sh -H 'Authorization: nonsense' http://169.254.170.23/v1/credentials
set -euo pipefail
answer=$(bash labs/in-pod.sh "$CLUSTER_A" agent client curl -s -w '\nstatus %{http_code}\n' "$@")
echo "$answer" | sed -E 's/"(SecretAccessKey|Token)":"([^"]{6})[^"]*"/"\1":"\2…"/g'
[ "$(echo "$answer" | tail -n 1)" = 'status 200' ]
