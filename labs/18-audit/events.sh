# Prints the newest event of a name whose text holds another text, as CloudTrail wrote it:
#   bash labs/18-audit/events.sh <event name> <text>
# On AWS an event takes some minutes to arrive, so that this waits up to 15 of them.
set -euo pipefail
started=$(date +%s)
newest() {
  # The AWS CLI asks page by page, and prints what the query finds on each of them.
  aws cloudtrail lookup-events --lookup-attributes "AttributeKey=EventName,AttributeValue=$1" \
    --query "Events[?contains(CloudTrailEvent, '$2')].[CloudTrailEvent]" --output text | grep '^{' | sed -n 1p
}
until event=$(newest "$1" "$2"); do
  if [ $(($(date +%s) - started)) -gt 900 ]; then
    echo "After 15 minutes there is no event $1 with $2." >&2
    exit 1
  fi
  sleep 5
done
echo "$event"
