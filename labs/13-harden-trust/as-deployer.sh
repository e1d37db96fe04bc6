# Calls AWS as the deployer's role:
#   bash labs/13-harden-trust/as-deployer.sh <words of aws...>
set -euo pipefail
session=$(aws sts assume-role --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$HARDEN_DEPLOYER_ROLE" \
  --role-session-name deployer --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<< "$session"
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
aws "$@"
