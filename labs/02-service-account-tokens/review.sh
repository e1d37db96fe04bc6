# Asks a cluster's API server whether a token is good for an audience; fails if it is not:
#   bash labs/02-service-account-tokens/review.sh <cluster> <audience> <token>
set -euo pipefail
answer=$(kubectl --context "$1" create --validate=false -f - \
  -o jsonpath='authenticated: {.status.authenticated}{"\n"}user: {.status.user.username}{"\n"}error: {.status.error}' <<END
apiVersion: authentication.k8s.io/v1
kind: TokenReview
spec:
  audiences: ["$2"]
  token: $3
END
)
echo "$answer"
echo "$answer" | grep -q '^authenticated: true'
