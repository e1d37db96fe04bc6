# Prints a trust policy for the first <count> issuers of a file with one URL in each line, one statement for each:
#   bash labs/07-role-scalability/trust-policy.sh <count> <file>
set -euo pipefail
statements=
for url in $(head -n "$1" "$2"); do
  issuer=${url#https://}
  statements+=$(cat <<STATEMENT
${statements:+,}
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::$ACCOUNT_ID:oidc-provider/$issuer" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "$issuer:sub": "system:serviceaccount:trust:app-irsa",
          "$issuer:aud": "sts.amazonaws.com"
        }
      }
    }
STATEMENT
  )
done
echo "{ \"Version\": \"2012-10-17\", \"Statement\": [$statements ] }"
