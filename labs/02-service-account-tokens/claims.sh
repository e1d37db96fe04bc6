# Prints the claims of the token on standard input, one a line. Nothing is verified:
#   kubectl create token app | bash labs/02-service-account-tokens/claims.sh
set -euo pipefail
payload=$(cut -d. -f2 | tr '_-' '/+')
# A JWT leaves out the padding that base64 wants.
while [ $((${#payload} % 4)) -ne 0 ]; do payload="$payload="; done
printf '%s' "$payload" | base64 -d | tr ',' '\n'
echo
